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
    cups-daemon cups-client procps util-linux fcitx5 fcitx5-pinyin
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
own_python() { /opt/budgetdesk/python/bin/python3.11 -I -c "$@"; }
chinese() { # 你好 for the first project's name, in pinyin
    mkdir -p /root/.config/fcitx5
    printf '%s\n' '[Groups/0]' 'Name=Default' 'Default Layout=us' 'DefaultIM=pinyin' \
        '[Groups/0/Items/0]' 'Name=keyboard-us' '[Groups/0/Items/1]' 'Name=pinyin' \
        '[GroupOrder]' '0=Default' >/root/.config/fcitx5/profile
    fcitx5 --keep >/root/fcitx.log 2>&1 &
    fcitx=$!
    sleep 4
    QT_IM_MODULE=fcitx XMODIFIERS=@im=fcitx gio open /root/sample.budget &
    window sample || return 1
    sleep 5
    xdotool key ctrl+Next
    sleep 4
    xdotool key ctrl+Home
    sleep 1
    fcitx5-remote -o
    sleep 1
    for key in n i h a o space; do xdotool key $key; sleep 0.4; done
    import -window root /root/pictures/chinese.png
    xdotool key Tab
    sleep 4
    closed
    kill $fcitx
    own_python "import sqlite3; names = [row[0] for row in sqlite3.connect('/root/sample.budget').execute('SELECT name FROM project')]; raise SystemExit('你好' not in names)"
}
printed() { # on a queue whose backend keeps what it gets
    mkdir -p /run/cups /var/paper
    chmod 777 /var/paper
    printf '%s\n' '#!/bin/sh' '[ $# = 0 ] || cat "${6:--}" >/var/paper/page.pdf' >/usr/lib/cups/backend/keep
    chmod 755 /usr/lib/cups/backend/keep
    cupsd
    sleep 3
    lpadmin -p paper -E -v keep:/paper -m raw || return 1
    own_python "
from pathlib import Path
from budgetdesk.desktop.dialogs.printing import PrintChoice
from budgetdesk.desktop.preview.printing import print_pdf
from budgetdesk.domain.progress import ignore_progress
page = next(Path('/root/out').rglob('*.pdf')).read_bytes()
print_pdf(page, '样张', PrintChoice('paper', 1, duplex=False), ignore_progress)" || return 1
    sleep 8
    pkill cupsd
    grep -q '%PDF' /var/paper/page.pdf
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
told "types Chinese through fcitx5" "$(holds chinese)"
told "exports" "$(holds budgetdesk export /root/sample.budget --to /root/out --pdf)"
told "prints" "$(holds printed)"
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
