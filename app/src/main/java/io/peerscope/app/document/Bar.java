package io.peerscope.app.document;

import java.util.List;

/// Something about the document that waits for the user, and what can be answered.
///
/// @param subject what it is about
/// @param what what happened, one sentence
/// @param advice what that means; may be empty
/// @param answers what the user can choose, the best first
public record Bar(Subject subject, String what, String advice, List<Answer> answers) {

  /// What a bar is about; there is at most one of each.
  public enum Subject {
    /// What a program that was killed left behind.
    RECOVERY(false),
    /// Others have changed the file.
    DISK(false),
    /// The running machine is not what it was.
    MACHINE(false),
    /// The document could not be saved.
    SAVING(true),
    /// What is unsaved could not be kept aside.
    KEEPING(true),
    /// A defect of ours.
    DEFECT(true);

    private final boolean trouble;

    Subject(boolean trouble) {
      this.trouble = trouble;
    }

    /// Whether something failed, rather than only waits.
    public boolean isTrouble() {
      return trouble;
    }
  }

  /// One way to go on.
  ///
  /// @param label what the button says
  public record Answer(String label, Runnable run) {}

  public Bar {
    answers = List.copyOf(answers);
  }
}
