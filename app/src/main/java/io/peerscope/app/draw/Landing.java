package io.peerscope.app.draw;

import io.peerscope.app.document.WorkbenchDocument;
import java.util.function.Consumer;

/// What becomes of something that is let go.
public sealed interface Landing {

  /// What to say of it.
  String sentence();

  /// It can be put there.
  ///
  /// @param spot where it really lands, such as the free port of a switch
  /// @param deed what letting go does
  record Possible(Spot spot, String sentence, Consumer<WorkbenchDocument> deed)
      implements Landing {}

  /// It cannot, and why.
  record Refused(String sentence) implements Landing {}
}
