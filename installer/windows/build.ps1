# Builds the Windows installer: freeze, check, sign, pack, sign. See installer/README.md.
# Needs: Python 3.11 or later (x64), Inno Setup 6 (ISCC.exe), and to sign: signtool.exe of the
# Windows SDK with a certificate in the store whose thumbprint is in REMANENCE_CERTIFICATE.
$ErrorActionPreference = "Stop"
Set-Location (Join-Path $PSScriptRoot "..\..")

function Find-Tool($name, $places) {
    $found = Get-Command $name -ErrorAction SilentlyContinue
    if ($found) { return $found.Source }
    foreach ($place in $places) {
        $path = Get-ChildItem $place -ErrorAction SilentlyContinue | Select-Object -Last 1
        if ($path) { return $path.FullName }
    }
    return $null
}

function Invoke-Checked($program) {
    & $program @args
    if ($LASTEXITCODE -ne 0) { throw "$program ended with $LASTEXITCODE" }
}

$iscc = Find-Tool "ISCC.exe" @("${env:ProgramFiles(x86)}\Inno Setup 6\ISCC.exe")
if (-not $iscc) { throw "Inno Setup 6 is missing: install it, so that ISCC.exe is found." }
$thumbprint = $env:REMANENCE_CERTIFICATE
$signtool = Find-Tool "signtool.exe" @("${env:ProgramFiles(x86)}\Windows Kits\10\bin\*\x64\signtool.exe")
if ($thumbprint -and -not $signtool) { throw "signtool.exe is missing: install the Windows SDK." }
if (-not $thumbprint) { Write-Warning "REMANENCE_CERTIFICATE is not set: nothing is signed, and Windows will warn." }

function Add-Signature($path) {
    if ($thumbprint) {
        Invoke-Checked $signtool sign /sha1 $thumbprint /fd sha256 /td sha256 /tr $env:REMANENCE_TIMESTAMP $path
    }
}
if ($thumbprint -and -not $env:REMANENCE_TIMESTAMP) { throw "Set REMANENCE_TIMESTAMP to the time stamp service of your certificate's issuer." }

Invoke-Checked python go.py freeze
Get-ChildItem dist\remanence\*.exe | ForEach-Object { Add-Signature $_.FullName }

$version = & .venv\Scripts\python -c "from importlib.metadata import version; print(version('remanence'))"
Invoke-Checked $iscc "/DVersion=$version" "/Odist" installer\windows\remanence.iss
Add-Signature "dist\Remanence-$version-x64.exe"
Get-FileHash "dist\Remanence-$version-x64.exe" -Algorithm SHA256
