Attribute VB_Name = "TLBooks"
Option Explicit
'What happens when one of our workbooks opens: its links to the add-in are repaired and Excel looks all
'functions up again, so that no cell stays #NAME?.

Public Sub TLStarted()
    Dim book As Workbook
    TLDescribeFunctions
    For Each book In Application.Workbooks
        TLOpened book
    Next book
End Sub

Public Sub TLOpened(ByVal book As Workbook)
    Dim wasSaved As Boolean, repaired As Boolean
    If Not TLIsOurs(book) Then Exit Sub
    wasSaved = book.Saved
    repaired = TLRepairLinks(book)
    Application.CalculateFullRebuild
    'Recalculation alone is no change that a user should be asked about on closing.
    If wasSaved And Not repaired Then book.Saved = True
End Sub

Public Function TLIsOurs(ByVal book As Workbook) As Boolean
    'Every workbook of ours has the name TL_ON.
    Dim found As Name
    If book Is Nothing Then Exit Function
    If book Is ThisWorkbook Then Exit Function
    On Error Resume Next
    Set found = book.Names("TL_ON")
    TLIsOurs = Not found Is Nothing
End Function

Public Function TLIsOn(ByVal book As Workbook) As Boolean
    'Whether the workbook calculates with the core: what its cell TL_ON says.
    Dim value As Variant
    On Error Resume Next
    value = book.Names("TL_ON").RefersToRange.Value2
    If VarType(value) = vbBoolean Then TLIsOn = value
End Function

Public Function TLRepairLinks(ByVal book As Workbook) As Boolean
    'Excel writes a function as 'C:\...\TwinLedger.xlam'!TL_X when the add-in lay elsewhere on another machine.
    Dim links As Variant, link As Variant
    links = book.LinkSources(xlExcelLinks)
    If IsEmpty(links) Then Exit Function
    For Each link In links
        If TLIsAddinElsewhere(CStr(link)) Then
            TLChangeLink book, CStr(link)
            TLRepairLinks = True
        End If
    Next link
End Function

Private Function TLIsAddinElsewhere(ByVal link As String) As Boolean
    Dim file As String
    file = Mid$(link, InStrRev(Replace(link, "/", "\"), "\") + 1)
    If StrComp(file, ThisWorkbook.Name, vbTextCompare) <> 0 Then Exit Function
    TLIsAddinElsewhere = StrComp(link, ThisWorkbook.FullName, vbTextCompare) <> 0
End Function

Private Sub TLChangeLink(ByVal book As Workbook, ByVal link As String)
    'Excel changes no link in a protected sheet. Ours are protected without a password, against slips, and
    'are protected again in the same way; a sheet with a password stays as it is.
    Dim sheet As Worksheet, opened As New Collection, protection As Variant
    On Error Resume Next
    For Each sheet In book.Worksheets
        If sheet.ProtectContents Then
            protection = TLProtectionOf(sheet)
            sheet.Unprotect ""
            If Not sheet.ProtectContents Then opened.Add protection
        End If
    Next sheet
    book.ChangeLink link, ThisWorkbook.FullName, xlExcelLinks
    For Each protection In opened
        TLProtectAgain book, protection
    Next protection
End Sub

Private Function TLProtectionOf(ByVal sheet As Worksheet) As Variant
    With sheet.Protection
        TLProtectionOf = Array(sheet.Name, sheet.ProtectDrawingObjects, sheet.ProtectScenarios, _
            .AllowFormattingCells, .AllowFormattingColumns, .AllowFormattingRows, .AllowInsertingColumns, _
            .AllowInsertingRows, .AllowInsertingHyperlinks, .AllowDeletingColumns, .AllowDeletingRows, _
            .AllowSorting, .AllowFiltering, .AllowUsingPivotTables, sheet.EnableSelection)
    End With
End Function

Private Sub TLProtectAgain(ByVal book As Workbook, ByVal was As Variant)
    With book.Worksheets(was(0))
        .Protect DrawingObjects:=was(1), Contents:=True, Scenarios:=was(2), AllowFormattingCells:=was(3), _
            AllowFormattingColumns:=was(4), AllowFormattingRows:=was(5), AllowInsertingColumns:=was(6), _
            AllowInsertingRows:=was(7), AllowInsertingHyperlinks:=was(8), AllowDeletingColumns:=was(9), _
            AllowDeletingRows:=was(10), AllowSorting:=was(11), AllowFiltering:=was(12), _
            AllowUsingPivotTables:=was(13)
        .EnableSelection = was(14)
    End With
End Sub
