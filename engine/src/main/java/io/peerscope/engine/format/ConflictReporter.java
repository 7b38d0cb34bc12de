package io.peerscope.engine.format;

import io.peerscope.engine.config.ClassCode;
import io.peerscope.engine.config.ConfigSpace;
import io.peerscope.engine.config.VendorDevice;
import io.peerscope.engine.diagnostic.DiagnosticLog;
import io.peerscope.engine.fact.SourcePosition;
import io.peerscope.engine.format.sysfs.SysfsFunction;
import java.util.Optional;
import java.util.OptionalInt;

/// Reports a function that the inputs describe twice as different things.
///
/// That a listing names a function several times is common: a terse list first, details later.
///
/// @param config the registers that count
record ConflictReporter(FunctionDraft draft, ConfigSpace config, DiagnosticLog log) {

  void report() {
    Optional<VendorDevice> first = draft.sysfs().map(SysfsFunction::id).flatMap(id -> id.ifKnown());
    OptionalInt firstClass = OptionalInt.empty();
    for (Description description : draft.descriptions()) {
      HeaderLine line = description.header();
      Optional<Integer> code = line.classCode().map(ClassCode::baseAndSub);
      boolean otherId = first.isPresent() && line.id().isPresent() && !line.id().equals(first);
      boolean otherClass =
          firstClass.isPresent() && code.isPresent() && code.get() != firstClass.getAsInt();
      if (otherId || otherClass) {
        reportConflict(description.position());
        return;
      }
      first = first.or(line::id);
      firstClass = code.isPresent() ? OptionalInt.of(code.get()) : firstClass;
    }
    reportConflictingDumps();
  }

  private void reportConflictingDumps() {
    if (draft.dumps().size() < 2) {
      return;
    }
    VendorDevice kept = new VendorDevice(config.u16(0), config.u16(2));
    for (HexDump dump : draft.dumps()) {
      ConfigSpace other = dump.toConfigSpace();
      boolean differs =
          config.has(0, 4)
              && other.has(0, 4)
              && !new VendorDevice(other.u16(0), other.u16(2)).equals(kept);
      if (differs) {
        reportConflict(new SourcePosition(dump.file(), dump.firstLine()));
        return;
      }
    }
  }

  private void reportConflict(SourcePosition position) {
    log.warning(
        "duplicate-function",
        "%s is described twice, differently; what was read first counts".formatted(draft.address()),
        position);
  }
}
