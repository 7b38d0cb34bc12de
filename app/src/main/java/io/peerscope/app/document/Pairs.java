package io.peerscope.app.document;

import io.peerscope.app.defect.Defects;
import io.peerscope.app.fx.Jobs;
import io.peerscope.app.fx.Jobs.Lane;
import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.platform.Platform;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// The verdicts of all pairs of endpoints, kept in step with the machine while somebody looks at
/// them, and what the last edit did to them.
public final class Pairs {

  private final Jobs jobs;
  private final ReadOnlyObjectWrapper<Optional<JudgedMatrix>> matrix =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyBooleanWrapper behind = new ReadOnlyBooleanWrapper(false);
  private final ReadOnlyObjectWrapper<Consequences> consequences =
      new ReadOnlyObjectWrapper<>(Consequences.NONE);
  private final ReadOnlyObjectWrapper<Optional<LitPairs>> lit =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private View view = _ -> Optional.empty();
  private boolean wanted;
  private boolean edited;

  /// Where functions have gone since the matrix that is shown: edits may be faster than judging.
  private Map<PciAddress, PciAddress> movedSinceShown = Map.of();

  /// The last matrix there was, whose cells mostly outlive an edit.
  private Optional<JudgedMatrix> earlier = Optional.empty();

  /// Shows the matrix after an edit, in the frame of the edit.
  public interface View {

    /// What to do of it away from the FX thread; empty while nobody looks.
    ///
    /// @param edited the machine that the next matrix is of
    Optional<Preparation> prepare(Platform edited);
  }

  /// Makes a matrix ready to be shown.
  public interface Preparation {

    /// Works it out, away from the FX thread.
    ///
    /// @return shows it, before anybody is told of it
    Runnable of(JudgedMatrix matrix);
  }

  Pairs(Jobs jobs) {
    this.jobs = jobs;
  }

  /// All pairs of endpoints; empty while nobody wants them.
  public ReadOnlyObjectProperty<Optional<JudgedMatrix>> matrix() {
    return matrix.getReadOnlyProperty();
  }

  /// Whether the matrix and the consequences are still those of a state that is shown no more.
  public ReadOnlyBooleanProperty behind() {
    return behind.getReadOnlyProperty();
  }

  /// What the last edit, undo or redo did to the pairs.
  public ReadOnlyObjectProperty<Consequences> consequences() {
    return consequences.getReadOnlyProperty();
  }

  /// The pairs that the matrix brings out, if any.
  public ReadOnlyObjectProperty<Optional<LitPairs>> lit() {
    return lit.getReadOnlyProperty();
  }

  /// Who shows the matrix.
  public void showIn(View newView) {
    view = newView;
  }

  /// Brings out pairs until others are, or the machine or its circumstances change.
  public void light(Optional<LitPairs> pairs) {
    lit.set(pairs);
  }

  /// Says whether somebody looks at the matrix, so that it is worked out only then.
  void want(boolean isWanted, Platform platform) {
    if (wanted != isWanted) {
      wanted = isWanted;
      if (wanted && matrix.get().isEmpty()) {
        judge(platform);
      }
    }
  }

  /// Another machine, or the same one under other circumstances: nothing of before is shown.
  void show(Platform platform) {
    behind.set(false);
    matrix.set(Optional.empty());
    consequences.set(Consequences.NONE);
    lit.set(Optional.empty());
    edited = false;
    movedSinceShown = Map.of();
    judge(platform);
  }

  private void judge(Platform platform) {
    if (!isNeeded(platform)) {
      return;
    }
    Optional<JudgedMatrix> before = earlier;
    jobs.run(
        Lane.MATRIX,
        "Judging all pairs",
        () -> Work.matrix(platform, before),
        this::take,
        Defects::report);
  }

  /// The machine is edited: its pairs are judged while everything else is brought up to date, and
  /// [#catchUp] waits for them.
  ///
  /// @param moved for each function whose address changed the address before and now
  void showEdited(Platform platform, Map<PciAddress, PciAddress> moved) {
    edited = true;
    lit.set(Optional.empty());
    movedSinceShown = Moves.both(movedSinceShown, moved);
    if (!isNeeded(platform)) {
      return;
    }
    Optional<JudgedMatrix> before = matrix.get();
    Optional<JudgedMatrix> cells = earlier;
    Map<PciAddress, PciAddress> since = movedSinceShown;
    Optional<Preparation> preparation = view.prepare(platform);
    jobs.run(
        Lane.MATRIX,
        "Judging all pairs",
        () -> Compared.of(Work.matrix(platform, cells), before, since, preparation),
        compared -> {
          compared.show.ifPresent(Runnable::run);
          consequences.set(compared.consequences);
          take(compared.now);
        },
        Defects::report);
  }

  /// What an edit did is seen in the same frame as the edit, where it is found out quickly; until
  /// it is, everybody knows that the pairs are those of before.
  void catchUp() {
    jobs.await(Lane.MATRIX, Jobs.WITHIN_A_FRAME);
    behind.set(jobs.isRunning(Lane.MATRIX));
  }

  private record Compared(JudgedMatrix now, Consequences consequences, Optional<Runnable> show) {

    static Compared of(
        JudgedMatrix now,
        Optional<JudgedMatrix> before,
        Map<PciAddress, PciAddress> moved,
        Optional<Preparation> preparation) {
      return new Compared(
          now,
          before
              .map(then -> Consequences.of(then.matrix(), now.matrix(), moved))
              .orElse(Consequences.NONE),
          preparation.map(it -> it.of(now)));
    }
  }

  private boolean isNeeded(Platform platform) {
    if (wanted && (platform.topology().size() > 0 || edited)) {
      return true;
    }
    jobs.cancel(Lane.MATRIX);
    behind.set(false);
    consequences.set(Consequences.NONE);
    matrix.set(Optional.empty());
    return false;
  }

  private void take(JudgedMatrix judged) {
    movedSinceShown = Map.of();
    behind.set(false);
    earlier = Optional.of(judged);
    matrix.set(earlier);
  }
}
