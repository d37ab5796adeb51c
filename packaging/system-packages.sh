#!/bin/sh
# Installs the Debian packages that Qt and Python's venv need, where they are missing and where
# root or a passwordless sudo allows; otherwise says in one line what to install.
# With the argument `test` also the PostgreSQL that the tests of the archive start; without it they
# are skipped.
# With the argument `package` also what the Python that is given out is compiled with, and the
# libraries whose packages the .deb names.
# With the argument `windows` also what makes a setup for Windows.
# With the argument `proof` also what the real window is driven with: an X server, sway, a window
# manager, a session bus with AT-SPI, an input method, keys and the clipboard; LibreOffice, as
# what saves our workbooks again; and wine, on which the setup for Windows is tried.
set -eu

[ "$(uname -s)" = Linux ] || exit 0
command -v dpkg-query >/dev/null 2>&1 || exit 0

QT="libgl1 libegl1 libxkbcommon0 libfontconfig1 libglib2.0-0 libdbus-1-3"
SCREEN="libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-render-util0 libxcb-shape0 libxcb-xkb1 libxkbcommon-x11-0"
PACKAGE="make xz-utils bzip2 binutils libwayland-cursor0 libwayland-egl1 libgtk-3-0 libcups2"
DESKTOP="xvfb openbox dbus-bin dbus-daemon at-spi2-core python3-gi gir1.2-atspi-2.0 xdotool xclip sway wl-clipboard x11-utils fcitx5 fcitx5-pinyin ibus ibus-libpinyin libreoffice-calc cups-daemon cups-client nsis wine64"

installed() {
    dpkg-query --show --showformat='${db:Status-Status}\n' "$1" "$1t64" 2>/dev/null | grep -qx installed
}

missing=""
for package in $QT; do installed "$package" || missing="$missing $package"; done
if [ "${1:-}" = test ] || [ "${1:-}" = proof ]; then
    # Any version that is there will do; the tests start a server of their own.
    ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1 || missing="$missing postgresql"
fi
if [ "${1:-}" = proof ]; then
    for package in $DESKTOP; do installed "$package" || missing="$missing $package"; done
fi
if [ "${1:-}" = package ]; then
    for package in $SCREEN $PACKAGE; do installed "$package" || missing="$missing $package"; done
fi
if [ "${1:-}" = windows ]; then
    installed nsis || missing="$missing nsis"
fi
if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || [ "${1:-}" = proof ]; then
    for package in $SCREEN; do installed "$package" || missing="$missing $package"; done
fi
python3 -c 'import ensurepip, venv' 2>/dev/null || missing="$missing python3-venv"
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ]; then root=""
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then root="sudo"
elif [ "$missing" = " postgresql" ]; then
    echo "没有 PostgreSQL，总库的测试会跳过；安装：sudo apt-get install postgresql" >&2
    exit 0
else
    echo "缺少系统软件包，请先安装：sudo apt-get install$missing" >&2
    exit 1
fi
echo "正在安装系统软件包：$missing"
export DEBIAN_FRONTEND=noninteractive
case "$missing" in *" postgresql"*)
    # Debian starts a server with the package unless told not to; nobody here needs one.
    conf=/etc/postgresql-common/createcluster.conf
    [ -e "$conf" ] || { $root mkdir -p "${conf%/*}" && echo "create_main_cluster = false" | $root tee "$conf" >/dev/null; }
esac
$root apt-get update -qq
# shellcheck disable=SC2086  # the list is split on purpose
$root apt-get install -y -qq --no-install-recommends $missing >/dev/null
