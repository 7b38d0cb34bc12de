package io.peerscope.app.canvas.drawing;

/// Which words stand in a picture beside the addresses.
///
/// @param names of devices and switches
/// @param links speed and width of links, and the numbers of buses
/// @param badges drivers, IOMMU groups and ACS
public record Labels(boolean names, boolean links, boolean badges) {

  public static final Labels ALL = new Labels(true, true, true);

  public Labels withNames(boolean shown) {
    return new Labels(shown, links, badges);
  }

  public Labels withLinks(boolean shown) {
    return new Labels(names, shown, badges);
  }

  public Labels withBadges(boolean shown) {
    return new Labels(names, links, shown);
  }
}
