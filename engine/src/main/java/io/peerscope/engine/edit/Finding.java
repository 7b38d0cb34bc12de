package io.peerscope.engine.edit;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.diagnostic.Severity;
import java.util.List;
import java.util.Optional;

/// Something about a machine that a user should look at.
///
/// @param code short stable name in lower-case words joined by `-`
/// @param severity how badly it hurts
/// @param sentence one sentence for people that names the functions and numbers
/// @param functions the functions it is about, the culprit first
/// @param fixes edits that put it right; only where there is one right answer
/// @param window the window it is about, for a picture to scale
public record Finding(
    String code,
    Severity severity,
    String sentence,
    List<PciAddress> functions,
    List<PlatformEdit> fixes,
    Optional<WindowUse> window) {

  public Finding {
    functions = List.copyOf(functions);
    fixes = List.copyOf(fixes);
  }

  public static Finding error(String code, String sentence, PciAddress... functions) {
    return of(Severity.ERROR, code, sentence, functions);
  }

  public static Finding warning(String code, String sentence, PciAddress... functions) {
    return of(Severity.WARNING, code, sentence, functions);
  }

  public static Finding info(String code, String sentence, PciAddress... functions) {
    return of(Severity.INFO, code, sentence, functions);
  }

  private static Finding of(Severity severity, String code, String sentence, PciAddress... about) {
    return new Finding(code, severity, sentence, List.of(about), List.of(), Optional.empty());
  }

  /// The same finding with the edit that puts it right.
  public Finding fixedBy(PlatformEdit... edits) {
    return new Finding(code, severity, sentence, functions, List.of(edits), window);
  }

  /// The same finding with the picture of a window.
  public Finding in(WindowUse use) {
    return new Finding(code, severity, sentence, functions, fixes, Optional.of(use));
  }
}
