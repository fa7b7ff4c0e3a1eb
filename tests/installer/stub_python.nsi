; Stands in for Python's python.exe (and for Windows' tar.exe) where a Windows program can be run but no Python for Windows is at hand (Wine).
; Makes what `-m venv` and `pip install` would make, writes down how it was called, and fails when it is told to.
Unicode true
Target amd64-unicode
SilentInstall silent
RequestExecutionLevel user
Name "python"
OutFile "${OUTPUT}"
!include "FileFunc.nsh"
!include "LogicLib.nsh"
!include "StrFunc.nsh"
${StrStr}

Section
  ${GetParameters} $0
  FileOpen $1 "$PROFILE\stub-calls.txt" a
  FileSeek $1 0 END
  FileWrite $1 "$EXEPATH $0$\r$\n"
  FileClose $1
  ${StrStr} $2 $0 "-m venv --without-pip"
  ${If} $2 != ""
    ; The folder stands in quotes at the end.
    StrCpy $3 $2 "" 23
    StrCpy $3 $3 -1
    CreateDirectory "$3\Scripts"
    CopyFiles /SILENT "$EXEPATH" "$3\Scripts\python.exe"
    CopyFiles /SILENT "$EXEPATH" "$3\Scripts\pythonw.exe"
  ${EndIf}
  ${StrStr} $2 $0 "$\" -C $\""
  ${If} $2 != ""
    ; It stands in for Windows' tar.exe as well: the package that it unpacks holds itself.
    StrCpy $3 $2 "" 6
    StrCpy $3 $3 -1
    CopyFiles /SILENT "$EXEPATH" "$3\python.exe"
    CopyFiles /SILENT "$EXEPATH" "$3\pythonw.exe"
  ${EndIf}
  ${StrStr} $2 $0 "\pip$\" install"
  ${If} $2 != ""
    CreateDirectory "$EXEDIR\Lib\site-packages\pycore"
    FileOpen $1 "$EXEDIR\Lib\site-packages\pycore\made-later.pyc" w
    FileClose $1
  ${EndIf}
  ${If} ${FileExists} "$PROFILE\stub-fails.txt"
    SetErrorLevel 1
    Quit
  ${EndIf}
SectionEnd
