package io.peerscope.probe.level;

import io.peerscope.probe.kernel.DescriptorKind;

/// Something open.
///
/// @param kind what it stands for
/// @param descriptor its number
/// @param name its node, or the device's address
record Handle(DescriptorKind kind, int descriptor, String name) {

  @Override
  public String toString() {
    return kind.word() + " " + name;
  }
}
