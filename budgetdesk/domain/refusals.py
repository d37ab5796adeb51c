"""Why the operating system refused something, in the clerk's words."""

import errno

_REASONS = {
    "ENOENT": "文件或文件夹不存在",
    "ENOTDIR": "文件或文件夹不存在",
    "EISDIR": "这是文件夹",
    "EEXIST": "已有同名文件",
    "EACCES": "没有权限",
    "EPERM": "没有权限",
    "EROFS": "磁盘是只读的",
    "ENOSPC": "磁盘已满",
    "EDQUOT": "磁盘配额已用完",
    "EFBIG": "文件过大",
    "ENAMETOOLONG": "文件名或路径太长，请改短",
    "ELOOP": "链接循环，找不到文件",
    "EINVAL": "文件名含有不能用的字符",
    "EBUSY": "文件正在使用",
    "ETXTBSY": "文件正在使用",
    "EXDEV": "不在同一个磁盘上",
    "EIO": "磁盘读写出错",
    "ENODEV": "磁盘已移除",
    "ENXIO": "磁盘已移除",
    "EMFILE": "打开的文件太多",
    "ENFILE": "打开的文件太多",
    "ENOMEM": "内存不足",
    "ETIMEDOUT": "网络没有响应",
    "EHOSTDOWN": "网络没有响应",
    "EHOSTUNREACH": "网络不通",
    "ENETUNREACH": "网络不通",
    "ENOTCONN": "网络连接已断开",
    "ESTALE": "网络文件夹已断开",
    "ENOEXEC": "程序无法运行",
}
# A system lacks some of the names; two of them may share a number.
_BY_NUMBER = {getattr(errno, name): text for name, text in _REASONS.items() if hasattr(errno, name)}


def reason_of(error: OSError) -> str:
    """Why the system refused: in our words, in its own where they are Chinese, or its number."""
    known = _BY_NUMBER.get(error.errno or 0)
    if known:
        return known
    told = error.strerror or ""
    if any("㐀" <= char <= "鿿" for char in told):
        return told.rstrip("。")
    return f"系统错误 {error.errno}" if error.errno else "系统拒绝了这次操作"
