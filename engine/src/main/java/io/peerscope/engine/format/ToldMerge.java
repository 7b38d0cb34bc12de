package io.peerscope.engine.format;

import io.peerscope.engine.config.BridgeBuses;
import io.peerscope.engine.config.BridgeWindow;
import io.peerscope.engine.config.ClassCode;
import io.peerscope.engine.config.VendorDevice;
import io.peerscope.engine.diagnostic.DiagnosticLog;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Fact.Known;
import io.peerscope.engine.format.told.ToldFunction;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.SystemFacts;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// What inputs tell of a function that are neither registers, nor sysfs, nor a listing of lspci:
/// the most trusted first.
///
/// @param draft the function
record ToldMerge(FunctionDraft draft, ClassNames classNames) {

  Optional<Fact<VendorDevice>> id() {
    return first(ToldFunction::id);
  }

  /// The class; a name alone tells base class and sub-class.
  Optional<Fact<ClassCode>> classCode() {
    return first(told -> told.classCode().or(() -> named(told)));
  }

  private Optional<ClassCode> named(ToldFunction told) {
    var code = classNames.codeOf(told.className());
    return code.isPresent()
        ? Optional.of(new ClassCode(code.getAsInt(), java.util.OptionalInt.empty()))
        : Optional.empty();
  }

  Optional<String> className() {
    return draft.told().stream()
        .map(ToldFunction::className)
        .filter(words -> !words.isEmpty())
        .findFirst();
  }

  Optional<String> name() {
    return draft.told().stream()
        .map(ToldFunction::name)
        .filter(words -> !words.isEmpty())
        .findFirst();
  }

  Optional<Fact<Optional<BridgeBuses>>> buses() {
    return first(ToldFunction::buses);
  }

  List<BridgeWindow> windows() {
    return draft.told().stream()
        .map(ToldFunction::windows)
        .filter(windows -> !windows.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  private <T> Optional<Fact<T>> first(Function<ToldFunction, Optional<T>> part) {
    for (ToldFunction told : draft.told()) {
      Optional<T> value = part.apply(told);
      if (value.isPresent()) {
        return Optional.of(Fact.known(value.get(), told.position()));
      }
    }
    return Optional.empty();
  }

  /// Fills in what is unknown still.
  SystemFacts completed(SystemFacts facts) {
    SystemFacts all = facts;
    for (ToldFunction told : draft.told()) {
      all = completed(all, told.system());
    }
    return all;
  }

  private static SystemFacts completed(SystemFacts first, SystemFacts then) {
    return new SystemFacts(
        either(first.driver(), then.driver()),
        either(first.numaNode(), then.numaNode()),
        either(first.iommuGroup(), then.iommuGroup()),
        first.dmaMask(),
        first.power(),
        first.peerMemory(),
        either(first.link(), then.link()),
        either(first.linkLimit(), then.linkLimit()),
        either(first.slot(), then.slot()));
  }

  private static <T> Fact<T> either(Fact<T> first, Fact<T> then) {
    return first instanceof Known || !(then instanceof Known) ? first : then;
  }

  /// Reports where these inputs contradict what counts.
  void reportConflicts(PciFunction function, DiagnosticLog log) {
    for (ToldFunction told : draft.told()) {
      report("id", function.id(), told.id(), told, log);
      report("class", baseAndSub(function), told.classCode().map(ToldMerge::figures), told, log);
      report("bus numbers", numbers(function), told.buses().map(ToldMerge::spell), told, log);
      reportSystem(function.system(), told, log);
    }
  }

  private static Fact<String> baseAndSub(PciFunction function) {
    return function.classCode().map(ToldMerge::figures);
  }

  private static String figures(ClassCode code) {
    return "%04x".formatted(code.baseAndSub());
  }

  private static Fact<String> numbers(PciFunction function) {
    return function.buses().map(ToldMerge::spell);
  }

  private static String spell(Optional<BridgeBuses> buses) {
    return buses
        .map(known -> "%02x-%02x".formatted(known.secondary(), known.subordinate()))
        .orElse("none");
  }

  private void reportSystem(SystemFacts kept, ToldFunction told, DiagnosticLog log) {
    SystemFacts other = told.system();
    report("driver", kept.driver(), other.driver().ifKnown(), told, log);
    report("NUMA node", kept.numaNode(), other.numaNode().ifKnown(), told, log);
    report("IOMMU group", kept.iommuGroup(), other.iommuGroup().ifKnown(), told, log);
  }

  private <T> void report(
      String what, Fact<T> kept, Optional<T> other, ToldFunction told, DiagnosticLog log) {
    if (kept instanceof Known<T>(var value, var origin)
        && other.isPresent()
        && !value.equals(other.get())) {
      log.warning(
          "conflict",
          "%s: %s is %s by %s and %s by this %s; the first counts"
              .formatted(draft.address(), what, value, origin, other.get(), told.trust().label()),
          told.position());
    }
  }
}
