Attribute VB_Name = "TLRibbon"
Option Explicit
'The callbacks of the ribbon.

Private ribbonOnScreen As IRibbonUI

Public Sub TLRibbonLoaded(ribbon As IRibbonUI)
    Set ribbonOnScreen = ribbon
End Sub

Public Sub TLRibbonLabel(control As IRibbonControl, ByRef returned As Variant)
    returned = TLText(control.ID & ".label")
End Sub

Public Sub TLRibbonTip(control As IRibbonControl, ByRef returned As Variant)
    returned = TLText(control.ID & ".tip")
End Sub

Public Sub TLRibbonClicked(control As IRibbonControl)
    Dim commands As New TLCommands
    On Error GoTo Failed
    Select Case control.ID
        Case "tlNew": commands.NewWorkbook
        Case "tlCalculate": commands.CalculateAll
        Case "tlExplain": commands.ExplainCell
        Case "tlCheck": commands.Check
        Case "tlReview": commands.Review
        Case "tlReport": commands.Report
        Case "tlFactors": commands.FindFactors
        Case "tlSettings": TLSettingsClicked commands
        Case "tlAbout": commands.About
    End Select
    Exit Sub
Failed:
    commands.Say TLText("failed") & vbLf & vbLf & Err.Description
End Sub

Private Sub TLSettingsClicked(ByVal commands As TLCommands)
    'The words of the ribbon may have to be asked for again.
    commands.AskSettings
    If Not ribbonOnScreen Is Nothing Then ribbonOnScreen.Invalidate
End Sub
