package io.peerscope.engine.compare;

import io.peerscope.engine.address.PciAddress;
import java.util.List;

/// Why pairs changed.
///
/// @param code stable name of the kind of cause
/// @param text in words, e.g. `ACS ReqRedir on 0000:02:01.0`
/// @param about the functions it is about; none for a circumstance such as the kernel
public record Cause(String code, String text, List<PciAddress> about) {

  /// ACS of a function redirects on one side and not on the other, or is told on one alone.
  public static final String ACS = "acs";

  /// A function hangs elsewhere.
  public static final String MOVED = "moved";

  /// Kernel, processor, IOMMU or platform rules are others.
  public static final String CIRCUMSTANCES = "circumstances";

  /// The reasons differ for none of these, such as another host bridge with the same address.
  public static final String OTHER = "other";

  public Cause {
    about = List.copyOf(about);
  }
}
