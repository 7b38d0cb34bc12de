package io.peerscope.engine.platform;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.Bar;
import io.peerscope.engine.config.ConfigSpace;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.PowerState;
import io.peerscope.engine.topology.SystemFacts;
import io.peerscope.engine.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// What became another thing between two readings of one machine. Where a fact was read does not
/// matter, only what it says.
public final class MachineChanges {

  private static final int MOST_OFFSETS = 6;

  private final List<MachineChange> changes = new ArrayList<>();

  private MachineChanges() {}

  /// The changes, the machine's own first, then by address.
  public static List<MachineChange> between(Platform before, Platform after) {
    var found = new MachineChanges();
    found.machine(before, after);
    found.functions(before.topology(), after.topology());
    return List.copyOf(found.changes);
  }

  private void machine(Platform before, Platform after) {
    fact(Optional.empty(), "kernel", before.kernel(), after.kernel(), Object::toString);
    fact(Optional.empty(), "IOMMU", before.iommu(), after.iommu(), IommuMode::spelling);
    if (before.windows().size() != after.windows().size()) {
      changes.add(
          new MachineChange(
              Optional.empty(),
              "host bridge windows: %d → %d"
                  .formatted(before.windows().size(), after.windows().size())));
    }
  }

  private void functions(Topology before, Topology after) {
    for (PciFunction was : before.functions()) {
      after
          .find(was.address())
          .ifPresentOrElse(
              is -> compare(was, is), () -> changes.add(MachineChange.gone(was.address())));
    }
    for (PciFunction is : after.functions()) {
      if (before.find(is.address()).isEmpty()) {
        changes.add(MachineChange.appeared(is.address(), is.displayName()));
      }
    }
  }

  private void add(PciAddress function, String what) {
    changes.add(new MachineChange(Optional.of(function), what));
  }

  private <T> void fact(
      Optional<PciAddress> about,
      String name,
      Fact<T> before,
      Fact<T> after,
      Function<? super T, String> spell) {
    String was = before.ifKnown().map(spell).orElse("unknown");
    String is = after.ifKnown().map(spell).orElse("unknown");
    if (!was.equals(is)) {
      changes.add(new MachineChange(about, "%s: %s → %s".formatted(name, was, is)));
    }
  }

  private void compare(PciFunction was, PciFunction is) {
    Optional<PciAddress> about = Optional.of(was.address());
    if (was.kind() != is.kind()) {
      add(was.address(), "kind: %s → %s".formatted(was.kind().label(), is.kind().label()));
    }
    fact(about, "device", was.id(), is.id(), Object::toString);
    fact(about, "buses", was.buses(), is.buses(), MachineChanges::spell);
    system(about, was.system(), is.system());
    bars(about, was, is);
    registers(was, is);
  }

  private static String spell(Optional<?> value) {
    return value.map(Object::toString).orElse("none");
  }

  private void system(Optional<PciAddress> about, SystemFacts was, SystemFacts is) {
    fact(about, "driver", was.driver(), is.driver(), name -> name.isEmpty() ? "none" : name);
    fact(about, "NUMA node", was.numaNode(), is.numaNode(), Object::toString);
    fact(about, "IOMMU group", was.iommuGroup(), is.iommuGroup(), Object::toString);
    fact(about, "DMA mask", was.dmaMask(), is.dmaMask(), Long::toHexString);
    fact(about, "power", was.power(), is.power(), PowerState::spelling);
    fact(about, "link", was.link(), is.link(), Object::toString);
    fact(about, "slot", was.slot(), is.slot(), Object::toString);
    fact(about, "peer memory", was.peerMemory(), is.peerMemory(), MachineChanges::spell);
  }

  private void bars(Optional<PciAddress> about, PciFunction was, PciFunction is) {
    if (was.bars().size() != is.bars().size()) {
      add(was.address(), "BARs: %d → %d".formatted(was.bars().size(), is.bars().size()));
      return;
    }
    for (Bar before : was.bars()) {
      is.bar(before.index())
          .ifPresent(after -> {
            String name = "BAR " + before.index();
            fact(about, name, before.bus(), after.bus(), Object::toString);
            fact(about, name + " CPU address", before.cpu(), after.cpu(), Object::toString);
          });
    }
  }

  private void registers(PciFunction was, PciFunction is) {
    if (was.config().length() != is.config().length()) {
      add(
          was.address(),
          "configuration space: %d → %d bytes"
              .formatted(was.config().length(), is.config().length()));
      return;
    }
    List<String> words = differing(was.config(), is.config());
    if (!words.isEmpty()) {
      String more =
          words.size() > MOST_OFFSETS ? " and %d more".formatted(words.size() - MOST_OFFSETS) : "";
      add(
          was.address(),
          "registers changed at "
              + String.join(", ", words.subList(0, Math.min(words.size(), MOST_OFFSETS)))
              + more);
    }
  }

  private static List<String> differing(ConfigSpace was, ConfigSpace is) {
    var words = new ArrayList<String>();
    for (int at = 0; at + Integer.BYTES <= was.length(); at += Integer.BYTES) {
      boolean told = was.has(at, Integer.BYTES) && is.has(at, Integer.BYTES);
      if (told && was.u32(at) != is.u32(at)) {
        words.add("%03x".formatted(at));
      }
    }
    return words;
  }
}
