; 预算台 for Windows: for one user, no administrator; setup.exe /S is silent, and so is uninstall.exe /S.
; makensis -DVERSION=… -DFOLDER=… -DTARGET=… -DICON=… setup.nsi
Unicode true
!include "MUI2.nsh"
Target amd64-unicode
Name "预算台"
OutFile "${TARGET}"
InstallDir "$LOCALAPPDATA\Programs\budgetdesk"
RequestExecutionLevel user
SetCompressor /SOLID lzma
!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define LISTED "Software\Microsoft\Windows\CurrentVersion\Uninstall\budgetdesk"
!define PROGRAM "$INSTDIR\python\pythonw.exe"
!define RUNNING "预算台正在运行，请先关闭，再重试。"

!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN "${PROGRAM}"
!define MUI_FINISHPAGE_RUN_PARAMETERS "-m budgetdesk"
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"

; A program that runs holds its file: nothing is taken away before it is closed.
!macro WaitUntilClosed
  try:
    ClearErrors
    Delete "${PROGRAM}"
    IfErrors 0 closed
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "${RUNNING}" /SD IDCANCEL IDRETRY try
    SetErrorLevel 2
    Quit
  closed:
!macroend

Section
  !insertmacro WaitUntilClosed
  RMDir /r "$INSTDIR\python"
  RMDir /r "$INSTDIR\site"
  SetOutPath "$INSTDIR"
  File /r "${FOLDER}\*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\预算台.lnk" "${PROGRAM}" "-m budgetdesk" "$INSTDIR\budgetdesk.ico"
  ExecWait '"${PROGRAM}" -m budgetdesk associate'
  WriteRegStr HKCU "${LISTED}" "DisplayName" "预算台"
  WriteRegStr HKCU "${LISTED}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${LISTED}" "DisplayIcon" "$INSTDIR\budgetdesk.ico"
  WriteRegStr HKCU "${LISTED}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${LISTED}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${LISTED}" "NoModify" 1
  WriteRegDWORD HKCU "${LISTED}" "NoRepair" 1
SectionEnd

; Takes away what was installed, nothing else: books in this folder stay.
Section "Uninstall"
  ExecWait '"${PROGRAM}" -m budgetdesk associate --remove'
  !insertmacro WaitUntilClosed
  RMDir /r "$INSTDIR\python"
  RMDir /r "$INSTDIR\site"
  RMDir /r "$INSTDIR\licences"
  Delete "$INSTDIR\budgetdesk.ico"
  Delete "$INSTDIR\budgetdesk.cmd"
  Delete "$INSTDIR\LICENSE"
  Delete "$INSTDIR\THIRD-PARTY.md"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\预算台.lnk"
  DeleteRegKey HKCU "${LISTED}"
SectionEnd
