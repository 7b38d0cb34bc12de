package io.peerscope.app.document;

import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.PciFunction;
import java.util.ArrayList;
import java.util.List;

/// What a machine's input does not tell, in few words.
public final class Unknowns {

  private static final int MOST_NAMED = 3;

  private Unknowns() {}

  /// One phrase for each kind of missing fact that verdicts depend on.
  public static List<String> of(Platform platform) {
    var phrases = new ArrayList<String>();
    if (platform.cpu() instanceof Fact.Unknown<?>) {
      phrases.add("processor unknown");
    }
    if (platform.iommu() instanceof Fact.Unknown<?>) {
      phrases.add("IOMMU unknown");
    }
    List<PciFunction> ports =
        platform.topology().functions().stream()
            .filter(function -> function.kind().isBridge())
            .filter(function -> function.capabilities().acs() instanceof Fact.Unknown<?>)
            .toList();
    if (!ports.isEmpty()) {
      phrases.add("ACS unknown of " + names(ports) + " (" + whyOf(ports.getFirst()) + ")");
    }
    int orphans = platform.topology().functionsWithoutKnownParent().size();
    if (orphans > 0) {
      phrases.add(orphans + " functions with unknown parent");
    }
    return phrases;
  }

  private static String names(List<PciFunction> functions) {
    String some =
        String.join(
            ", ",
            functions.stream()
                .limit(MOST_NAMED)
                .map(function -> Targets.shortest(function.address()))
                .toList());
    int more = functions.size() - MOST_NAMED;
    return more > 0 ? some + " and " + more + " more" : some;
  }

  private static String whyOf(PciFunction function) {
    return function.capabilities().acs() instanceof Fact.Unknown<?>(String why) ? why : "";
  }
}
