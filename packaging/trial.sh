#!/bin/sh
# Tries the .deb in a bare Debian: `packaging/trial.sh SUITE DEB FOLDER`, as root, with debootstrap.
#
# What a desktop has is installed first; the package itself without network. The window is opened
# by its menu entry and by a double click on a book (gio), a page is printed to a file printer, and
# the package is taken away again; what is left of it is listed. Pictures lie in FOLDER/pictures.
set -eu

suite=$1 deb=$2 root=$3/$1
[ -e "$root/etc/debian_version" ] || debootstrap --variant=minbase "$suite" "$root" >/dev/null
cp "$deb" "$root/root/budgetdesk.deb"
mountpoint -q "$root/proc" || mount -t proc proc "$root/proc"
trap 'umount "$root/proc"' EXIT

cat >"$root/root/prepare" <<'PREPARE'
set -eu
export DEBIAN_FRONTEND=noninteractive
needed=$(dpkg-deb -f /root/budgetdesk.deb Depends | tr ',' '\n' | sed 's/ *|.*//; s/ *(.*//' | tr '\n' ' ')
apt-get install -y -qq --no-install-recommends $needed xvfb openbox xdotool dbus shared-mime-info \
    desktop-file-utils xdg-utils libglib2.0-bin libgtk-3-bin imagemagick fonts-noto-cjk \
    cups-daemon cups-client cups-filters printer-driver-cups-pdf procps util-linux
PREPARE
chroot "$root" sh /root/prepare >/dev/null 2>&1

cat >"$root/root/try" <<'TRY'
set -u
export DISPLAY=:77 LANG=C.UTF-8 HOME=/root
mkdir -p /root/pictures
Xvfb :77 -screen 0 1366x768x24 -nolisten tcp >/dev/null 2>&1 &
screen=$!
sleep 3
openbox >/dev/null 2>&1 &
desk=$!
sleep 1
fails=0
told() { # what, whether it holds
    echo "$1: $2"
    [ "$2" = yes ] || fails=$((fails + 1))
}
window() { # waits for a window whose title has the words
    for _ in $(seq 60); do
        found=$(xdotool search --onlyvisible --name "$1" 2>/dev/null | head -1) && [ -n "$found" ] && return 0
        sleep 1
    done
    return 1
}
closed() {
    pkill -f 'python3.11 -I -m budgetdesk'
    for _ in $(seq 20); do pgrep -f 'python3.11 -I -m budgetdesk' >/dev/null || return 0; sleep 1; done
}
holds() { if "$@" >/root/said 2>&1; then echo yes; else echo no; fi }

echo "Debian $(cat /etc/debian_version), $(ldd --version | head -1)"
told "installs without network" "$(holds unshare -n dpkg -i /root/budgetdesk.deb)"
rm -rf /root/sample.budget /root/out
told "makes a book" "$(holds budgetdesk sample /root/sample.budget)"
told "its file is known" "$([ "$(xdg-mime query default application/x-budgetdesk)" = budgetdesk.desktop ] && echo yes)"
gtk-launch budgetdesk >/root/menu.log 2>&1 &
told "opens by its menu entry" "$(holds window 预算台)"
sleep 2
import -window root /root/pictures/menu.png
closed
gio open /root/sample.budget >/root/double.log 2>&1 &
told "opens by a double click" "$(holds window sample)"
sleep 4
import -window root /root/pictures/double.png
closed
told "exports" "$(holds budgetdesk export /root/sample.budget --to /root/out --pdf)"
told "is taken away" "$(holds unshare -n dpkg -P budgetdesk)"
left=$(find / -xdev \( -path /proc -o -path /root \) -prune -o -iname '*budgetdesk*' -print)
told "leaves nothing behind${left:+ but $left}" "$([ -z "$left" ] && echo yes)"
told "leaves the book" "$([ -s /root/sample.budget ] && echo yes)"
kill $desk $screen
exit $fails
TRY
chroot "$root" dbus-run-session -- sh /root/try
mkdir -p "$3/pictures"
for picture in "$root"/root/pictures/*.png; do cp "$picture" "$3/pictures/$suite-${picture##*/}"; done
