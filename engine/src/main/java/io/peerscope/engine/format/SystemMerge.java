package io.peerscope.engine.format;

import io.peerscope.engine.diagnostic.DiagnosticLog;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.fact.Fact.Known;
import io.peerscope.engine.fact.SourcePosition;
import io.peerscope.engine.format.sysfs.SysfsFunction;
import io.peerscope.engine.topology.SystemFacts;

/// Puts together what the inputs tell of a function that no register does. Sysfs counts before
/// text; where they differ, that is reported.
record SystemMerge(FunctionDraft draft, DiagnosticLog log) {

  SystemFacts merged() {
    return draft.sysfs().map(SysfsFunction::system).map(this::completed).orElseGet(this::ofText);
  }

  private SystemFacts completed(SystemFacts sysfs) {
    SystemFacts text = ofText();
    return new SystemFacts(
        preferred("driver", sysfs.driver(), text.driver()),
        preferred("NUMA node", sysfs.numaNode(), text.numaNode()),
        preferred("IOMMU group", sysfs.iommuGroup(), text.iommuGroup()),
        sysfs.dmaMask(),
        sysfs.power(),
        sysfs.peerMemory(),
        sysfs.link(),
        sysfs.linkLimit(),
        sysfs.slot());
  }

  private SystemFacts ofText() {
    Fact<String> driver = Fact.unknown("the input does not tell a driver");
    Fact<Integer> numaNode = Fact.unknown("the input does not tell a NUMA node");
    Fact<Integer> iommuGroup = Fact.unknown("the input does not tell an IOMMU group");
    for (Description description : draft.descriptions()) {
      driver = firstKnown(driver, description.driver());
      numaNode = firstKnown(numaNode, description.numaNode());
      iommuGroup = firstKnown(iommuGroup, description.iommuGroup());
    }
    return new SystemFacts(
        driver, numaNode, iommuGroup, Fact.unknown("lspci does not tell the DMA mask"));
  }

  private <T> Fact<T> preferred(String what, Fact<T> first, Fact<T> second) {
    if (first instanceof Known<T>(var kept, var keptFrom)
        && second instanceof Known<T>(var other, var origin)
        && !kept.equals(other)
        && origin instanceof SourcePosition position) {
      log.warning(
          "conflict",
          "%s: %s is %s by %s and %s here; the first counts"
              .formatted(draft.address(), what, kept, keptFrom, other),
          position);
    }
    return firstKnown(first, second);
  }

  private static <T> Fact<T> firstKnown(Fact<T> first, Fact<T> second) {
    return first instanceof Known || !(second instanceof Known) ? first : second;
  }
}
