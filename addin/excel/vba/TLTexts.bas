Attribute VB_Name = "TLTexts"
Option Explicit
'What the user reads. The texts stand in a sheet of the add-in, because VBA source has no Chinese on a
'Windows that is not Chinese.

Private Const CHINESE As Long = 4

Public Function TLLanguage() As String
    'zh or en: that of the settings, else Excel's own.
    TLLanguage = LCase$(TLHost().Setting("LANGUAGE"))
    If TLLanguage = "zh" Or TLLanguage = "en" Then Exit Function
    If (Application.LanguageSettings.LanguageID(msoLanguageIDUI) And &H3FF) = CHINESE Then
        TLLanguage = "zh"
    Else
        TLLanguage = "en"
    End If
End Function

Public Function TLText(ByVal id As String) As String
    Dim place As Variant
    With ThisWorkbook.Worksheets("texts")
        place = Application.Match(id, .Columns(1), 0)
        If IsError(place) Then
            TLText = id
        ElseIf TLLanguage() = "en" Then
            TLText = .Cells(place, 3).Value2
        Else
            TLText = .Cells(place, 2).Value2
        End If
    End With
End Function
