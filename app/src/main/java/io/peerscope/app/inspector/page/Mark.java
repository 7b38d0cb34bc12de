package io.peerscope.app.inspector.page;

import io.peerscope.engine.fact.Allocated;
import io.peerscope.engine.fact.EditedByHand;
import io.peerscope.engine.fact.GivenByOption;
import io.peerscope.engine.fact.Inferred;
import io.peerscope.engine.fact.Origin;
import io.peerscope.engine.fact.SourcePosition;
import java.util.Locale;

/// Where a value comes from, as a small sign beside it.
public enum Mark {
  /// Nothing to say.
  NONE,
  /// A line of the input.
  FILE,
  /// The user changed it in the document.
  EDITED,
  /// Given out as firmware would.
  ALLOCATED,
  /// An option or a choice in the window.
  OPTION,
  /// Follows from other facts.
  INFERRED,
  /// There is no value.
  UNKNOWN;

  static Mark of(Origin origin) {
    return switch (origin) {
      case SourcePosition _ -> FILE;
      case EditedByHand _ -> EDITED;
      case Allocated _ -> ALLOCATED;
      case GivenByOption _ -> OPTION;
      case Inferred _ -> INFERRED;
    };
  }

  static String sentence(Origin origin) {
    return switch (origin) {
      case SourcePosition position -> "from " + position;
      case EditedByHand _ -> "edited by you; it stays as it is";
      case Allocated _ -> "allocated; it may move with later edits";
      case GivenByOption option -> "given by " + option;
      case Inferred inferred -> "follows from " + inferred;
    };
  }

  /// The style class.
  public String style() {
    return "mark-" + name().toLowerCase(Locale.ROOT);
  }
}
