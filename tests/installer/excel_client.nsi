; Stands in for Excel: loads the library that VBA loads, by its full path, and has it start Python with the command that
; lies in command.txt beside this program. What the current folder is, the caller decides.
Unicode true
Target amd64-unicode
SilentInstall silent
RequestExecutionLevel user
Name "excel"
OutFile "${OUTPUT}"

Section
  FileOpen $0 "$EXEDIR\library.txt" r
  FileRead $0 $1
  FileClose $0
  FileOpen $0 "$EXEDIR\command.txt" r
  FileRead $0 $2
  FileClose $0
  System::Call 'kernel32::LoadLibrary(t r1) p .r3'
  FileOpen $0 "$EXEDIR\loaded.txt" w
  FileWrite $0 "$3"
  FileClose $0
  ; Room for the VARIANT that comes back.
  System::Alloc 24
  Pop $4
  System::Call '$1::XLPyDLLActivateAuto(p r4, m r2, i 1) i'
SectionEnd
