@echo off
rem Installs Ahd from the wheels beside this file the first time, then starts it. Nothing is fetched from anywhere.
cd /d "%~dp0"
if exist .venv\.installed goto start
where py >nul 2>nul
if errorlevel 1 (
  echo Ahd needs Python. Install the one named in docs\deploy.md, then start this file again.
  pause
  exit /b 1
)
echo Making the environment, this takes a minute or two ...
py -m venv .venv || goto failed
.venv\Scripts\python -m pip install --quiet --no-index --find-links wheels --require-hashes -r wheels\wanted.txt || goto failed
.venv\Scripts\python -m pip install --quiet --no-index --no-deps --no-build-isolation -e . || goto failed
echo installed > .venv\.installed
:start
.venv\Scripts\ahd serve --with-sample --open
exit /b
:failed
echo Something did not work; what it was stands above. Nothing of yours was changed. Delete the folder .venv and start again.
pause
exit /b 1
