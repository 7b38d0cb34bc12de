package io.peerscope.engine.format;

/// What is seen anywhere in the inputs and bears on every function.
///
/// @param showsExtendedSpace some text shows a capability at 100 or above, so lspci could read them
/// @param showsOffsets CPU and bus addresses differ on this machine
record ListingTraits(boolean showsExtendedSpace, boolean showsOffsets) {

  static ListingTraits of(Listing listing) {
    boolean extended = false;
    boolean deviceTree = false;
    for (FunctionDraft draft : listing.drafts()) {
      for (Description description : draft.descriptions()) {
        extended |= description.showsExtendedSpace();
        deviceTree |= description.namesDeviceTree();
      }
    }
    return new ListingTraits(extended, deviceTree || listing.machine().showsOffsets());
  }
}
