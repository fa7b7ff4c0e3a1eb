@echo off
rem The command line of TwinLedger: the command is on the path, the text is UTF-8. Programs are named by their full paths,
rem and what is typed here is not looked for in the current folder: that may be a folder of submitted files.
set "NoDefaultCurrentDirectoryInExePath=1"
"%SystemRoot%\System32\chcp.com" 65001 >nul
set "PATH=%~dp0python\Scripts;%PATH%"
if "%~1"=="" ("%~dp0python\Scripts\twinledger.exe" --help) else ("%~dp0python\Scripts\twinledger.exe" %*)
