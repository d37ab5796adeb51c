#!/bin/sh
# Builds the CPython that the program is given out with: `packaging/runtime.sh TARGET PYTHON MACHINE`.
#
# MACHINE is x86_64 or aarch64, this machine's or not: the compiler makes programs for both.
# PYTHON has ziglang, whose compiler links with any version of glibc: 2.28 is what UOS 20 and
# Kylin V10 have, while a Python of this machine asks for this machine's. The sources are Debian's,
# their sums stand in runtime.sha256. What the program doesn't import (ssl, readline …) is left out.
# Built once: where TARGET has it, from the same sums and this script, nothing is done.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1"
target=$(cd "$1" && pwd)
zig=$(command -v "$2")
zig=$(cd "$(dirname "$zig")" && pwd)/$(basename "$zig")
machine=$3
here_machine=$(uname -m)

made=$({ cat "$here/runtime.sha256" "$here/runtime.sh" && echo "$machine"; } | sha256sum)
[ "$(cat "$target/made" 2>/dev/null)" != "$made" ] || exit 0
if [ "$machine" != "$here_machine" ] && ! "$zig" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))'; then
    echo "为 $machine 编译 Python 3.11 需要本机的 Python 3.11（make PYTHON=python3.11）" >&2
    exit 1
fi
rm -rf "$target/work" "$target/python" "$target/made"
mkdir -p "$target/work/static" "$target/sources"

fetch() { # the sources, by apt's own configuration with deb-src in place of deb
    (cd "$target/sources" && sha256sum --check --status "$here/runtime.sha256" 2>/dev/null) && return
    apt=$target/work/apt
    mkdir -p "$apt/parts" "$apt/lists/partial" "$apt/cache/archives/partial"
    cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list 2>/dev/null |
        sed -n 's/^deb /deb-src /p' >"$apt/parts/sources.list"
    for file in /etc/apt/sources.list.d/*.sources; do
        [ ! -e "$file" ] || sed 's/^Types: .*/Types: deb-src/' "$file" >"$apt/parts/${file##*/}"
    done
    options="-qq -o Dir::Etc::sourcelist=- -o Dir::Etc::sourceparts=$apt/parts -o Dir::State::lists=$apt/lists -o Dir::Cache=$apt/cache"
    # shellcheck disable=SC2086  # options is a list
    apt-get $options update
    # A patch of Debian's that is gone from the mirror doesn't matter: only the originals are used.
    # shellcheck disable=SC2086
    (cd "$target/sources" && apt-get $options source --download-only zlib libffi sqlite3 python3.11 || true)
    (cd "$target/sources" && sha256sum --check --quiet "$here/runtime.sha256") || {
        echo "缺少 packaging/runtime.sha256 中的源码包，请放入 $target/sources（Debian 12 的 apt-get source）" >&2
        exit 1
    }
}

compiler() { # a C compiler for machine $1
    # Headers and libraries of this machine would bring its glibc in.
    cat <<CC
#!/bin/bash
kept=()
for it in "\$@"; do
    case \$it in -I/usr/*|-L/usr/*|-L/lib*) ;; *) kept+=("\$it") ;; esac
done
exec $zig -m ziglang cc -target $1-linux-gnu.2.28 -fno-sanitize=all "\${kept[@]}" -Wno-date-time
CC
}

compilers() {
    cd "$target/work"
    compiler "$machine" >cc
    compiler "$here_machine" >cc-here
    for tool in ar ranlib; do
        printf '#!/bin/sh\nexec %s -m ziglang %s "$@"\n' "$zig" $tool >$tool
    done
    chmod +x cc cc-here ar ranlib
    export CC="$PWD/cc" AR="$PWD/ar" RANLIB="$PWD/ranlib" CFLAGS="-O2 -fPIC -g0"
    cross=
    [ "$machine" = "$here_machine" ] || cross="--build=$here_machine-linux-gnu --host=$machine-linux-gnu"
    export ZIG_GLOBAL_CACHE_DIR="$PWD/zig" ZIG_LOCAL_CACHE_DIR="$PWD/zig"
}

libraries() { # linked into Python's modules
    # shellcheck disable=SC2086  # cross is a list
    static=$target/work/static
    (cd zlib*/ && ./configure --static --prefix="$static" && make -j2 install)
    (cd libffi*/ && ./configure $cross --disable-shared --enable-static --disable-docs \
        --disable-exec-static-tramp --prefix="$static" && make -j2 install)
    # Configured for this machine alone: programs that are run here write its one file.
    (cd sqlite*/ && CC="$target/work/cc-here" ./configure --disable-shared --disable-tcl --disable-readline --prefix="$static" &&
        make sqlite3.c && "$CC" -O2 -fPIC -DSQLITE_ENABLE_FTS5 -DSQLITE_ENABLE_RTREE \
        -DSQLITE_ENABLE_COLUMN_METADATA -c sqlite3.c && "$AR" rcs "$static/lib/libsqlite3.a" sqlite3.o &&
        cp sqlite3.h sqlite3ext.h "$static/include/")
}

python() {
    cd Python-*/
    # What can't be tried here when it is compiled for another machine; Python must compile Python.
    trusted=
    [ -z "$cross" ] || trusted="$cross --with-build-python=$zig READELF=$(command -v readelf) ac_cv_file__dev_ptmx=yes ac_cv_file__dev_ptc=no ac_cv_buggy_getaddrinfo=no"
    # shellcheck disable=SC2086  # a list
    CPPFLAGS="-I$static/include" LDFLAGS="-L$static/lib -L$static/lib64 -Wl,-rpath,'\$\$ORIGIN/../lib'" \
        LIBFFI_INCLUDEDIR="$static/include" ./configure $trusted --prefix=/python --enable-shared \
        --without-ensurepip --with-system-ffi --disable-test-modules \
        LIBSQLITE3_CFLAGS="-I$static/include" \
        LIBSQLITE3_LIBS="-L$static/lib -lsqlite3 -lz -lm -ldl -lpthread" \
        ZLIB_CFLAGS="-I$static/include" ZLIB_LIBS="-L$static/lib -lz"
    # This linker names the soname otherwise and makes no library out of no objects.
    sed -i 's/-Wl,-h\$(INSTSONAME)/-Wl,-soname,$(INSTSONAME)/' Makefile
    sed -i '/^libpython3.so:/{n;s/.*/\tln -sf libpython3.11.so $@/}' Makefile
    make -j2
    make install DESTDIR="$target/work/out"
}

fetch
compilers
for source in "$target"/sources/*.orig.tar.*; do tar xf "$source"; done

trap '[ $? = 0 ] || tail -n 20 "$target/build.log" >&3' EXIT
exec 3>&2 >"$target/build.log" 2>&1
libraries
python
mv "$target/work/out/python" "$target/python"
cp "$target"/work/libffi*/LICENSE "$target/python/LICENSE.libffi"
rm -rf "$target/work"
echo "$made" >"$target/made"
