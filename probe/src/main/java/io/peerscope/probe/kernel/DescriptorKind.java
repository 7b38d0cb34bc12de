package io.peerscope.probe.kernel;

/// What an open descriptor stands for. The numbers of requests overlap between kinds: what maps
/// memory on a container resets a bus on a device.
public enum DescriptorKind {
  CONTAINER("container"),
  GROUP("group"),
  DEVICE("device"),
  IOMMUFD("iommufd");

  private final String word;

  DescriptorKind(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }
}
