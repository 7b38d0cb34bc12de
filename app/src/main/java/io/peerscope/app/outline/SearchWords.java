package io.peerscope.app.outline;

import io.peerscope.app.document.FunctionWords;
import io.peerscope.engine.config.VendorDevice;
import io.peerscope.engine.topology.PciFunction;
import java.util.Locale;

/// Everything by which one may look for a function, in lower case: address, kind, class, name, ids,
/// driver and IOMMU group.
final class SearchWords {

  private SearchWords() {}

  static String of(PciFunction function) {
    return String.join(
            " ",
            function.address().toString(),
            FunctionWords.shortKind(function),
            function.className(),
            function.name(),
            function.id().ifKnown().map(VendorDevice::toString).orElse(""),
            function.system().driver().ifKnown().orElse(""),
            function.system().iommuGroup().ifKnown().map(group -> "group " + group).orElse(""))
        .toLowerCase(Locale.ROOT);
  }
}
