Attribute VB_Name = "TLHelp"
Option Explicit
'Description, category and argument help of every function for Excel's function wizard.

Private Const FIRST_ARGUMENT As Long = 4

Public Sub TLDescribeFunctions()
    'Excel refuses this while a cell is being edited; the functions calculate all the same.
    Dim row As Long
    On Error Resume Next
    With ThisWorkbook.Worksheets("functions_" & TLLanguage())
        For row = 2 To .UsedRange.Rows.Count
            TLDescribe .Rows(row)
        Next row
    End With
End Sub

Private Sub TLDescribe(ByVal described As Range)
    'A line: name, description, link, then name and description of each argument.
    Dim name As String, help() As String, count As Long
    name = "'" & ThisWorkbook.Name & "'!" & described.Cells(1, 1).Value2
    Do While described.Cells(1, FIRST_ARGUMENT + 2 * count).Value2 <> ""
        ReDim Preserve help(0 To count)
        help(count) = described.Cells(1, FIRST_ARGUMENT + 2 * count + 1).Value2
        count = count + 1
    Loop
    If count = 0 Then
        Application.MacroOptions Macro:=name, Description:=described.Cells(1, 2).Value2, Category:="TwinLedger"
    Else
        Application.MacroOptions Macro:=name, Description:=described.Cells(1, 2).Value2, Category:="TwinLedger", ArgumentDescriptions:=help
    End If
End Sub
