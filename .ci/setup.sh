# Finds, and where it may installs, what Peerscope needs. Sourced by ./peerscope, ./verify, .ci/run and
# engine/bench after they have set `root`; it lives here because the top level keeps only what people start.
# shellcheck shell=bash

oldest_jdk=25.0.3
gui_packages=(libgtk-3-0 libxtst6 libgl1 libpango-1.0-0 libpangoft2-1.0-0 libfontconfig1 libfreetype6 fonts-dejavu-core)

say() { printf 'Peerscope: %s\n' "$*" >&2; }

# One line that says what to do, then out.
give_up() {
  say "$2"
  exit "$1"
}

# --- the JDK -----------------------------------------------------------------------------------------

# The version of the JDK in directory $1, without starting it; empty when it is not a JDK.
jdk_version() {
  local line
  [[ -x $1/bin/java && -x $1/bin/javac && -r $1/release ]] || return 0
  while IFS= read -r line; do
    if [[ $line == JAVA_VERSION=* ]]; then
      line=${line#JAVA_VERSION=}
      printf '%s' "${line//\"/}"
      return 0
    fi
  done < "$1/release"
}

# 25.0.3 or later, below 26: what the build asks for too.
is_new_enough() {
  local feature interim update rest
  IFS=. read -r feature interim update rest <<< "${1%%[-+]*}"
  [[ $feature == 25 ]] && ((10#${interim:-0} > 0 || 10#${update:-0} >= ${oldest_jdk##*.}))
}

jdk_candidates() {
  local java
  [[ -n ${PEERSCOPE_JAVA_HOME:-} ]] && printf '%s\n' "$PEERSCOPE_JAVA_HOME"
  [[ -n ${JAVA_HOME:-} ]] && printf '%s\n' "$JAVA_HOME"
  if java=$(command -v java); then
    java=$(readlink -f "$java")
    printf '%s\n' "${java%/bin/java}"
  fi
  printf '%s\n' /usr/lib/jvm/* "${HOME:-}"/.sdkman/candidates/java/* /opt/*
}

# Sets `jdk` to the first JDK that will do; fails when there is none.
find_jdk() {
  local candidate
  while IFS= read -r candidate; do
    if is_new_enough "$(jdk_version "$candidate")"; then
      jdk=$candidate
      return 0
    fi
  done < <(jdk_candidates)
  return 1
}

need_jdk() {
  find_jdk || { install_packages openjdk-25-jdk && find_jdk; } || no_jdk
  if [[ -n ${PEERSCOPE_JAVA_HOME:-} && $jdk != "$PEERSCOPE_JAVA_HOME" ]]; then
    say "PEERSCOPE_JAVA_HOME is no JDK 25 ($oldest_jdk or later): going on with $jdk"
  fi
}

no_jdk() {
  give_up 69 "needs a JDK 25 ($oldest_jdk or later): install one, or set PEERSCOPE_JAVA_HOME to it"
}

# --- packages ----------------------------------------------------------------------------------------

as_root() {
  if ((EUID == 0)); then
    env DEBIAN_FRONTEND=noninteractive "$@"
  else
    sudo -n env DEBIAN_FRONTEND=noninteractive "$@"
  fi
}

may_install() {
  command -v apt-get > /dev/null && { ((EUID == 0)) || sudo -n true 2> /dev/null; }
}

is_available() { [[ -n $(apt-cache search --names-only "^$1\$" 2> /dev/null) ]]; }

# The name of package $1 in this distribution: some libraries were renamed for 64-bit time.
local_name() {
  if ! is_available "$1" && is_available "$1t64"; then
    printf '%st64' "$1"
  else
    printf '%s' "$1"
  fi
}

# Installs the named packages; fails, quietly, when it may not or cannot.
install_packages() {
  local package names=()
  may_install || return 1
  mkdir -p "$root/target"
  say "installing $* …"
  {
    as_root apt-get -q update || true
    for package in "$@"; do names+=("$(local_name "$package")"); done
    as_root apt-get -q -y install --no-install-recommends "${names[@]}"
  } < /dev/null > "$root/target/install.log" 2>&1
}

need_maven() {
  command -v mvn > /dev/null && return
  install_packages maven && command -v mvn > /dev/null && return
  give_up 69 "needs Maven 3.8 or later to build: install the package maven"
}

has_library() {
  local directory
  for directory in /usr/lib/*-linux-gnu /usr/lib64 /usr/lib /lib64; do
    [[ -e $directory/$1 ]] && return 0
  done
  return 1
}

# Looks at files, not at the package database: this is asked on every start of the window.
has_gui_libraries() {
  local library
  for library in "$@"; do has_library "$library" || return 1; done
  [[ -d /usr/share/fonts ]]
}

# What drawing a picture needs: text, no window system.
need_drawing_libraries() {
  need_libraries libpango-1.0.so.0 libpangoft2-1.0.so.0 libfontconfig.so.1 libfreetype.so.6
}

need_window_libraries() {
  need_libraries libgtk-3.so.0 libXtst.so.6 libpango-1.0.so.0 libpangoft2-1.0.so.0 libfontconfig.so.1 libfreetype.so.6
}

need_libraries() {
  has_gui_libraries "$@" && return
  install_packages "${gui_packages[@]}" && has_gui_libraries "$@" && return
  give_up 69 "needs the libraries of GTK 3 and a font: install ${gui_packages[*]}"
}

# --- Maven -------------------------------------------------------------------------------------------

# Runs a command that starts Maven on this project, under the JDK found; without the colour codes that some
# packaged versions print even into files. Callers have set pipefail.
with_maven_settings() {
  JAVA_HOME=$jdk MAVEN_OPTS="--sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED ${MAVEN_OPTS:-}" \
    "$@" < /dev/null 2>&1 | sed -u $'s/\e\\[0m//g'
}

maven() { with_maven_settings mvn -B -ntp -f "$root/pom.xml" "$@"; }
