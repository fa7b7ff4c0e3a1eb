@echo off
rem The command line of TwinLedger: the command is on the path, the text is UTF-8.
chcp 65001 >nul
set "PATH=%~dp0python\Scripts;%PATH%"
if "%~1"=="" (twinledger --help) else (twinledger %*)
