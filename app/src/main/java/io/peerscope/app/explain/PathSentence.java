package io.peerscope.app.explain;

import io.peerscope.app.document.Places;
import io.peerscope.app.document.VerdictKind;
import io.peerscope.app.fx.AddressLabel;
import io.peerscope.engine.address.Address;
import io.peerscope.engine.address.Hex;
import io.peerscope.engine.dma.DmaStep;
import io.peerscope.engine.verdict.Verdict;

/// The whole answer as plain text that can be pasted into a mail: verdict, sentence, steps.
public final class PathSentence {

  private PathSentence() {}

  public static String of(Verdict verdict) {
    var text = new StringBuilder();
    text.append(VerdictKind.titleOf(verdict)).append(": ").append(verdict.summary()).append('\n');
    verdict.steps().forEach(step -> text.append(line(step)).append('\n'));
    return text.toString();
  }

  private static String line(DmaStep step) {
    return "%2d  %s: %s%s%s"
        .formatted(
            step.number(),
            Places.spell(step.at()),
            step.decision(),
            step.address().map(address -> "  @ " + spell(address)).orElse(""),
            step.translatedTo().map(address -> " → " + spell(address)).orElse(""));
  }

  private static String spell(Address address) {
    return AddressLabel.word(address.space()) + " " + Hex.grouped(address.value());
  }
}
