package io.peerscope.engine.export;

/// One fact of a machine that a file does not tell as the machine has it.
///
/// @param kind what kind of fact
/// @param about the function's address, or `machine`
/// @param effect what became of it
public record Loss(FactKind kind, String about, Effect effect) {

  /// What becomes of a fact.
  public enum Effect {
    /// The file does not tell it.
    LEFT_OUT("not carried"),
    /// Whoever reads the file knows a part of it, or takes it for something else, or for known
    /// where it is not.
    TOLD_OTHERWISE("told in part or otherwise");

    private final String words;

    Effect(String words) {
      this.words = words;
    }

    /// For people.
    public String words() {
      return words;
    }
  }
}
