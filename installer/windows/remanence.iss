; Inno Setup 6: packs the folder that PyInstaller made. Called by build.ps1, which passes the version.
#ifndef Version
  #error Pass /DVersion=... (build.ps1 does)
#endif
#ifndef Folder
  #define Folder "..\..\dist\remanence"
#endif

[Setup]
AppId={{6B0B5B6E-0E0F-4C0B-9E57-6A1B7C5B2D11}
AppName=Remanence
AppVersion={#Version}
AppVerName=Remanence {#Version}
DefaultDirName={autopf}\Remanence
DefaultGroupName=Remanence
; Procurement staff seldom are administrators: for one user by default, for all if the installer may.
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
OutputBaseFilename=Remanence-{#Version}-x64
SetupIconFile=..\..\resources\icons\app.ico
UninstallDisplayIcon={app}\Remanence Desk.exe
LicenseFile=..\..\LICENSE
Compression=lzma2/max
SolidCompression=yes
WizardStyle=modern
CloseApplications=yes
#ifdef Sign
SignTool=signtool
SignedUninstaller=yes
#endif

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
Name: "de"; MessagesFile: "compiler:Languages\German.isl"

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; Flags: unchecked

[Files]
Source: "{#Folder}\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs

[InstallDelete]
; An older version may have had files that this one has not. Workspaces never lie here.
Type: filesandordirs; Name: "{app}\_internal"

[Icons]
Name: "{group}\Remanence"; Filename: "{app}\Remanence Desk.exe"
Name: "{autodesktop}\Remanence"; Filename: "{app}\Remanence Desk.exe"; Tasks: desktopicon

[Run]
Filename: "{app}\Remanence Desk.exe"; Description: "{cm:LaunchProgram,Remanence}"; Flags: nowait postinstall skipifsilent
