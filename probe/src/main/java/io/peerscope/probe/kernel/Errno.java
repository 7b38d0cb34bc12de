package io.peerscope.probe.kernel;

import java.util.Map;

/// Names of error numbers (`include/uapi/asm-generic/errno.h`, errno-base.h).
public final class Errno {

  public static final int EPERM = 1;
  public static final int ENOENT = 2;
  public static final int EIO = 5;
  public static final int E2BIG = 7;
  public static final int EBADF = 9;
  public static final int ENOMEM = 12;
  public static final int EACCES = 13;
  public static final int EFAULT = 14;
  public static final int EBUSY = 16;
  public static final int EEXIST = 17;
  public static final int ENODEV = 19;
  public static final int EINVAL = 22;
  public static final int ENOTTY = 25;
  public static final int ENOSPC = 28;
  public static final int EOVERFLOW = 75;
  public static final int EMSGSIZE = 90;
  public static final int EOPNOTSUPP = 95;

  private static final Map<Integer, String> NAMES =
      Map.ofEntries(
          Map.entry(EPERM, "EPERM"),
          Map.entry(ENOENT, "ENOENT"),
          Map.entry(4, "EINTR"),
          Map.entry(EIO, "EIO"),
          Map.entry(6, "ENXIO"),
          Map.entry(E2BIG, "E2BIG"),
          Map.entry(EBADF, "EBADF"),
          Map.entry(ENOMEM, "ENOMEM"),
          Map.entry(EACCES, "EACCES"),
          Map.entry(EFAULT, "EFAULT"),
          Map.entry(EBUSY, "EBUSY"),
          Map.entry(EEXIST, "EEXIST"),
          Map.entry(ENODEV, "ENODEV"),
          Map.entry(EINVAL, "EINVAL"),
          Map.entry(24, "EMFILE"),
          Map.entry(ENOTTY, "ENOTTY"),
          Map.entry(ENOSPC, "ENOSPC"),
          Map.entry(EOVERFLOW, "EOVERFLOW"),
          Map.entry(EMSGSIZE, "EMSGSIZE"),
          Map.entry(EOPNOTSUPP, "EOPNOTSUPP"),
          Map.entry(98, "EADDRINUSE"));

  private Errno() {}

  /// The name, or the number where we know none.
  public static String name(int errno) {
    return NAMES.getOrDefault(errno, "errno " + errno);
  }
}
