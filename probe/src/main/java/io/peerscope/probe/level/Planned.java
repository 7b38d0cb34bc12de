package io.peerscope.probe.level;

import io.peerscope.probe.kernel.Ioctl;

/// How calls are spelled, the same before and after they are made.
final class Planned {

  static final String MEMORY = "mmap fresh memory of the process";
  static final String UNMAP = "munmap what was mapped";

  private Planned() {}

  static String open(String node) {
    return "open " + node + " O_RDWR";
  }

  static String request(Ioctl request, String on) {
    return "ioctl %s 0x%04x on %s".formatted(request.spelling(), request.number(), on);
  }

  static String readConfig(String device) {
    return "pread of the configuration space of " + device;
  }

  static String mapBar(String device) {
    return "mmap PROT_READ of a BAR of " + device;
  }

  static String close(String what) {
    return "close " + what;
  }
}
