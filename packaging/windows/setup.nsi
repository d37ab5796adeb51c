; 预算台 for Windows: for one user, no administrator; setup.exe /S is silent, and so is uninstall.exe /S.
; makensis -DVERSION=… -DFOLDER=… -DTARGET=… -DICON=… setup.nsi
Unicode true
!include "MUI2.nsh"
Target amd64-unicode
Name "预算台"
OutFile "${TARGET}"
InstallDir "$LOCALAPPDATA\Programs\budgetdesk"
InstallDirRegKey HKCU "Software\Microsoft\Windows\CurrentVersion\Uninstall\budgetdesk" "InstallLocation"
RequestExecutionLevel user
SetCompressor /SOLID lzma
!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define LISTED "Software\Microsoft\Windows\CurrentVersion\Uninstall\budgetdesk"
!define PROGRAM "$INSTDIR\python\pythonw.exe"
!define RUNNING "预算台正在运行，请先关闭，再重试。"
!define FOREIGN "文件夹“$INSTDIR”中已有别的 python 或 site，请换一个文件夹。"

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
!macro RefuseWhileRunning FILE
  !define ID ${__COUNTER__}
  try_${ID}:
    IfFileExists "${FILE}" 0 free_${ID}
    ClearErrors
    FileOpen $0 "${FILE}" a
    IfErrors held_${ID}
    FileClose $0
    Goto free_${ID}
  held_${ID}:
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "${RUNNING}" /SD IDCANCEL IDRETRY try_${ID}
    SetErrorLevel 2
    Quit
  free_${ID}:
  !undef ID
!macroend

!macro WaitUntilClosed
  !insertmacro RefuseWhileRunning "${PROGRAM}"
  !insertmacro RefuseWhileRunning "$INSTDIR\python\python.exe" ; that of the command line
!macroend

; What an earlier setup put here is replaced; folders of others that are named alike are not.
!macro RefuseForeignFolder
  IfFileExists "$INSTDIR\uninstall.exe" ours
  IfFileExists "$INSTDIR\python\*.*" foreign
  IfFileExists "$INSTDIR\site\*.*" foreign ours
  foreign:
    MessageBox MB_OK|MB_ICONEXCLAMATION "${FOREIGN}" /SD IDOK
    SetErrorLevel 3
    Quit
  ours:
!macroend

Section
  !insertmacro RefuseForeignFolder
  !insertmacro WaitUntilClosed
  SetOutPath "$INSTDIR"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  RMDir /r "$INSTDIR\python"
  RMDir /r "$INSTDIR\site"
  File /r "${FOLDER}\*"
  CreateShortcut "$SMPROGRAMS\预算台.lnk" "${PROGRAM}" "-m budgetdesk" "$INSTDIR\budgetdesk.ico"
  ExecWait '"${PROGRAM}" -m budgetdesk associate'
  WriteRegStr HKCU "${LISTED}" "DisplayName" "预算台"
  WriteRegStr HKCU "${LISTED}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${LISTED}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${LISTED}" "DisplayIcon" "$INSTDIR\budgetdesk.ico"
  WriteRegStr HKCU "${LISTED}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${LISTED}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${LISTED}" "NoModify" 1
  WriteRegDWORD HKCU "${LISTED}" "NoRepair" 1
SectionEnd

; Takes away what was installed, nothing else: books in this folder stay.
Section "Uninstall"
  !insertmacro WaitUntilClosed
  ExecWait '"${PROGRAM}" -m budgetdesk associate --remove'
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
