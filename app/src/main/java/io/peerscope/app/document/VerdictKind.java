package io.peerscope.app.document;

import io.peerscope.app.theme.Icons;
import io.peerscope.engine.dma.Mapping;
import io.peerscope.engine.dma.ResolvedPage;
import io.peerscope.engine.policy.P2pMapType;
import io.peerscope.engine.verdict.Verdict;

/// The four answers that have a colour, a mark and a line of their own.
public enum VerdictKind {
  DIRECT("direct", "Direct, by bus address", Icons.CHECK),
  THROUGH_HOST_BRIDGE("through", "Through the host bridge", Icons.OVER),
  REFUSED("refused", "Refused", Icons.REFUSED),
  UNDETERMINED("undetermined", "Undetermined", Icons.QUESTION);

  private final String styleClass;
  private final String title;
  private final Icons icon;

  VerdictKind(String styleClass, String title, Icons icon) {
    this.styleClass = styleClass;
    this.title = title;
    this.icon = icon;
  }

  /// The name in the style sheet.
  public String styleClass() {
    return styleClass;
  }

  public String title() {
    return title;
  }

  /// Its mark, so that colour never tells alone.
  public Icons icon() {
    return icon;
  }

  public static VerdictKind of(Verdict verdict) {
    return switch (verdict.outcome()) {
      case REFUSED -> REFUSED;
      case UNDETERMINED -> UNDETERMINED;
      case ALLOWED -> leavesTheSwitch(verdict) ? THROUGH_HOST_BRIDGE : DIRECT;
    };
  }

  /// How one pair of the matrix is coloured.
  public static VerdictKind of(P2pMapType type) {
    return switch (type) {
      case BUS_ADDR -> DIRECT;
      case THRU_HOST_BRIDGE -> THROUGH_HOST_BRIDGE;
      case NOT_SUPPORTED -> REFUSED;
    };
  }

  /// The title of this very verdict: a DMA to RAM is no peer-to-peer DMA and is not called one.
  public static String titleOf(Verdict verdict) {
    VerdictKind kind = of(verdict);
    return kind == DIRECT && verdict.page() instanceof ResolvedPage.Host
        ? "To memory"
        : kind.title();
  }

  private static boolean leavesTheSwitch(Verdict verdict) {
    boolean peer = verdict.page() instanceof ResolvedPage.Peer;
    boolean byBusAddress =
        verdict.mapping() instanceof Mapping.Programmed programmed
            && programmed.how() == Mapping.How.BUS;
    return peer && !byBusAddress;
  }
}
