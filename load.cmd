@echo off
rem Builds the load tool when needed and starts it. This file only finds Java; game-server\launcher\Play.java does the rest.
setlocal EnableDelayedExpansion
set "root=%~dp0"
set "root=%root:~0,-1%"

set "java="
if defined JAVA_HOME if exist "%JAVA_HOME%\bin\java.exe" set "java=%JAVA_HOME%\bin\java.exe"
if not defined java for %%j in (java.exe) do set "java=%%~$PATH:j"
if not defined java (
  echo The load tool needs a Java 17 ^(or newer^) JDK: none found in JAVA_HOME or on the PATH. 1>&2
  exit /b 1
)

set "major=0"
for /f "tokens=3" %%v in ('call "%java%" -version 2^>^&1 ^| findstr /c:" version "') do (
  set "version=%%~v"
  for /f "tokens=1 delims=.-+" %%m in ("!version!") do set "major=%%m"
)
if %major% LSS 17 (
  echo The load tool needs a Java 17 ^(or newer^) JDK: "%java%" is version %version%. 1>&2
  exit /b 1
)

"%java%" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 "-Dtickstorm.home=%root%" -Dtickstorm.program=load ^
  "%root%\game-server\launcher\Play.java" %*
exit /b %ERRORLEVEL%
