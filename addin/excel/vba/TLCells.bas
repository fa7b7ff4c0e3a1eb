Attribute VB_Name = "TLCells"
Option Explicit
'What passes between cells and Python: plain values one way, results and true errors the other way.

Private Const SECONDS_BETWEEN_STARTS As Double = 30
Private Const NOT_REACHED As Long = 1000

Private host As TLXlwings
Private server As Object
Private lastFailure As String
Private notBefore As Date

Public Function TLHost() As TLXlwings
    'How Excel starts Python, and the settings.
    If host Is Nothing Then Set host = New TLXlwings
    Set TLHost = host
End Function

Public Function TLPython() As Object
    'Python's COM server, started with the first call and kept. A start that failed is not tried again at
    'once: every cell of a workbook would wait for it.
    If server Is Nothing Then
        If Now < notBefore Then Err.Raise NOT_REACHED, , lastFailure
        notBefore = Now + SECONDS_BETWEEN_STARTS / 86400
        Set server = TLHost().XLPy()
        notBefore = 0
    End If
    Set TLPython = server
End Function

Public Sub TLRestartPython()
    On Error Resume Next
    TLHost().KillPy
    Set server = Nothing
    notBefore = 0
    lastFailure = ""
End Sub

Public Function TLLastFailure() As String
    TLLastFailure = lastFailure
End Function

Public Function TLArgument(ByRef argument As Variant) As Variant
    'The values of a range, or the value itself; Value2 has dates and currencies as plain numbers.
    Dim area As Range
    If Not IsObject(argument) Then
        TLArgument = argument
        Exit Function
    End If
    TLArgument = CVErr(xlErrValue)
    If Not TypeOf argument Is Range Then Exit Function
    Set area = argument
    'Of several areas Excel would give the first alone, and nobody would notice.
    If area.Areas.Count = 1 Then TLArgument = TLUsedRows(area).Value2
End Function

Private Function TLUsedRows(ByVal area As Range) As Range
    'Of whole columns the rows down to the last used one: the other million is blank.
    Set TLUsedRows = area
    If area.Rows.Count < area.Worksheet.Rows.Count Then Exit Function
    With area.Worksheet.UsedRange
        Set TLUsedRows = area.Resize(.Row + .Rows.Count - 1)
    End With
End Function

Public Function TLResult(ByVal result As Variant) As Variant
    'A value, a row or rows from Python, with true errors in place of their numbers.
    Dim i As Long, j As Long
    If Not IsArray(result) Then
        TLResult = TLCell(result)
        Exit Function
    End If
    If TLIsOneRow(result) Then
        For i = LBound(result) To UBound(result)
            result(i) = TLCell(result(i))
        Next i
    Else
        For i = LBound(result, 1) To UBound(result, 1)
            For j = LBound(result, 2) To UBound(result, 2)
                result(i, j) = TLCell(result(i, j))
            Next j
        Next i
    End If
    TLResult = result
End Function

Private Function TLIsOneRow(ByRef result As Variant) As Boolean
    Dim last As Long
    On Error GoTo OneDimension
    last = UBound(result, 2)
    Exit Function
OneDimension:
    TLIsOneRow = True
End Function

Private Function TLCell(ByVal value As Variant) As Variant
    'Python sends every number as a floating-point one, so a whole number can only be an error's.
    TLCell = value
    If VarType(value) <> vbLong Then Exit Function
    If (value And &HFFFF0000) = &H800A0000 Then TLCell = CVErr(value And &HFFFF&)
End Function

Public Function TLFailure(ByVal description As String) As Variant
    'A call that did not come back: #NAME? where Python was not reached, as for any function that is not
    'there, and #VALUE! else. Never a text, which SUM would skip.
    Dim reached As Boolean
    reached = Not server Is Nothing
    Set server = Nothing
    lastFailure = description
    If reached Then TLFailure = CVErr(xlErrValue) Else TLFailure = CVErr(xlErrName)
End Function
