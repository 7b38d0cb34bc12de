package io.peerscope.engine.format.tree;

import java.util.Optional;

/// The forms of archives we unpack, recognised from the content.
public enum ArchiveKind {
  TAR,
  ZIP;

  private static final int BLOCK = 512;
  private static final int CHECKSUM = 148;
  private static final int CHECKSUM_LENGTH = 8;
  private static final int MAGIC = 257;

  /// The form of an archive, or empty for anything else.
  public static Optional<ArchiveKind> of(byte[] content) {
    if (isZip(content)) {
      return Optional.of(ZIP);
    }
    return isTar(content) ? Optional.of(TAR) : Optional.empty();
  }

  /// `PK` and the signature of a first entry, or of the end where there is none.
  private static boolean isZip(byte[] content) {
    return content.length >= 22
        && content[0] == 'P'
        && content[1] == 'K'
        && ((content[2] == 3 && content[3] == 4) || (content[2] == 5 && content[3] == 6));
  }

  /// The checksum of the first header is right; forms before POSIX have no magic.
  private static boolean isTar(byte[] content) {
    if (content.length < BLOCK || content[0] == 0) {
      return false;
    }
    boolean ustar =
        content[MAGIC] == 'u'
            && content[MAGIC + 1] == 's'
            && content[MAGIC + 2] == 't'
            && content[MAGIC + 3] == 'a'
            && content[MAGIC + 4] == 'r';
    return ustar || checksumOf(content) == toldChecksum(content);
  }

  private static int checksumOf(byte[] content) {
    int sum = 0;
    for (int at = 0; at < BLOCK; at++) {
      boolean isChecksum = at >= CHECKSUM && at < CHECKSUM + CHECKSUM_LENGTH;
      sum += isChecksum ? ' ' : content[at] & 0xff;
    }
    return sum;
  }

  /// Octal digits between blanks; -1 where there are none.
  private static int toldChecksum(byte[] content) {
    int told = -1;
    for (int at = CHECKSUM; at < CHECKSUM + CHECKSUM_LENGTH; at++) {
      if (content[at] >= '0' && content[at] <= '7') {
        told = Math.max(told, 0) * 8 + (content[at] - '0');
      } else if (told >= 0) {
        break;
      } else if (content[at] != ' ') {
        return -1;
      }
    }
    return told;
  }
}
