package io.peerscope.engine.policy;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.VendorDevice;
import io.peerscope.engine.platform.Cpu;
import io.peerscope.engine.platform.IommuMode;
import io.peerscope.engine.platform.KernelVersion;
import io.peerscope.engine.platform.KernelVersion.Tree;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.FunctionKind;
import io.peerscope.engine.topology.Parent;
import io.peerscope.engine.topology.PciFunction;
import io.peerscope.engine.topology.PeerRedirect;
import io.peerscope.engine.topology.PeerRedirect.State;
import io.peerscope.engine.topology.UpstreamPath;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The P2PDMA procedure as its source reads, one `if` per version, for machines of which all is
/// told: the other opinion that the tables are held against.
///
/// It knows the host bridges that random machines have.
final class KernelLoops {

  /// @param distance steps; a refused pair has the steps that lead to the refusal
  record Answer(P2pMapType type, int distance) {}

  private final Platform platform;
  private final KernelVersion kernel;

  KernelLoops(Platform platform, KernelVersion kernel) {
    this.platform = platform;
    this.kernel = kernel;
  }

  /// The answer for a pair; empty where something on the way is not told.
  Optional<Answer> ask(PciAddress provider, PciAddress client) {
    UpstreamPath a = platform.topology().upstreamPath(provider);
    UpstreamPath b = platform.topology().upstreamPath(client);
    for (int i = 0; i < a.functions().size(); i++) {
      int j = b.functions().indexOf(a.functions().get(i));
      if (j >= 0) {
        return common(a, b, i, j);
      }
    }
    int steps = a.functions().size() + b.functions().size();
    if (isBefore(5, 2)) {
      return Optional.of(new Answer(P2pMapType.NOT_SUPPORTED, steps));
    }
    boolean through = isThrough(a, b);
    if (!through && kernel.tree() == Tree.PROPOSED_HMAT) {
      return Optional.empty();
    }
    return Optional.of(
        new Answer(
            through ? P2pMapType.THRU_HOST_BRIDGE : P2pMapType.NOT_SUPPORTED,
            through && isBefore(5, 4) ? 0x1000 + steps : steps));
  }

  private Optional<Answer> common(UpstreamPath a, UpstreamPath b, int i, int j) {
    if (kernel.tree() == Tree.PROPOSED_TLP_CLASSES) {
      return byClasses(a, b, i, j);
    }
    int redirects = 0;
    for (int k = 0; k <= i; k++) {
      State state =
          redirect(a.functions().get(k), k == i - 1 && j > 0 ? b.functions().get(j - 1) : null);
      if (state == State.UNTOLD) {
        return Optional.empty();
      }
      redirects += state == State.ON ? 1 : 0;
    }
    for (int k = 0; k < j; k++) {
      State state =
          redirect(b.functions().get(k), k == j - 1 && i > 0 ? a.functions().get(i - 1) : null);
      if (state == State.UNTOLD) {
        return Optional.empty();
      }
      redirects += state == State.ON ? 1 : 0;
    }
    if (redirects == 0) {
      return Optional.of(new Answer(P2pMapType.BUS_ADDR, i + j));
    }
    return through(a, b, i + j);
  }

  private Optional<Answer> through(UpstreamPath a, UpstreamPath b, int steps) {
    boolean through = !isBefore(5, 4) && isThrough(a, b);
    return !through && kernel.tree() == Tree.PROPOSED_HMAT
        ? Optional.empty()
        : Optional.of(
            new Answer(through ? P2pMapType.THRU_HOST_BRIDGE : P2pMapType.NOT_SUPPORTED, steps));
  }

  private Optional<Answer> byClasses(UpstreamPath a, UpstreamPath b, int i, int j) {
    if (i > 0 && j > 0) {
      Optional<Integer> client = word(b.functions().get(j - 1));
      Optional<Integer> provider = word(a.functions().get(i - 1));
      if (client.isEmpty() || provider.isEmpty()) {
        return Optional.empty();
      }
      if ((client.get() & 0x24) != 0 || (provider.get() & 0x08) != 0) {
        return through(a, b, i + j);
      }
    }
    return Optional.of(new Answer(P2pMapType.BUS_ADDR, i + j));
  }

  /// The ACS Control word; 0 without the capability, empty where it is not told.
  private Optional<Integer> word(PciAddress address) {
    return platform
        .topology()
        .at(address)
        .capabilities()
        .acs()
        .ifKnown()
        .map(acs -> acs.map(found -> found.control().ifKnown().orElseThrow()).orElse(0));
  }

  /// Random machines have no Egress Control in their capabilities, so no vector can be read.
  private State redirect(PciAddress address, @Nullable PciAddress target) {
    if (kernel.tree() != Tree.PROPOSED_ACS_EGRESS) {
      return PeerRedirect.of(platform.topology().at(address)).state();
    }
    Optional<Integer> word = word(address);
    if (word.isEmpty()) {
      return State.UNTOLD;
    }
    boolean unreadable = target != null && (word.get() & 0x20) != 0;
    return unreadable || (word.get() & 0x0c) != 0 ? State.ON : State.OFF;
  }

  private boolean isBefore(int major, int minor) {
    return kernel.compareTo(new KernelVersion(major, minor)) < 0;
  }

  private boolean isThrough(UpstreamPath a, UpstreamPath b) {
    if (isBefore(5, 4)) {
      IommuMode mode = platform.iommu().ifKnown().orElseThrow();
      boolean present = mode == IommuMode.TRANSLATED || mode == IommuMode.PASSTHROUGH;
      return !present && isListed(a, true) && isListed(b, true);
    }
    Cpu cpu = platform.cpu().ifKnown().orElseThrow();
    if (!isBefore(5, 9) && cpu.vendor().equals("AuthenticAMD") && cpu.family() >= 0x17) {
      return true;
    }
    boolean same = a.end().equals(b.end());
    return same ? isListed(a, true) : isListed(a, false) && isListed(b, false);
  }

  private boolean isListed(UpstreamPath path, boolean same) {
    Parent.RootBus root = (Parent.RootBus) path.end();
    List<PciAddress> onBus = platform.topology().hostBridge(root.bus()).orElseThrow().functions();
    PciFunction first = platform.topology().at(onBus.getFirst());
    boolean isPort = first.kind() == FunctionKind.ROOT_PORT && !isBefore(5, 19);
    if (first.address().devfn() != 0 && !isPort) {
      return false;
    }
    return isListed(first.id().ifKnown().orElseThrow(), same);
  }

  private boolean isListed(VendorDevice id, boolean same) {
    boolean maintainers = kernel.base().tree() == Tree.PCI_MAINTAINERS;
    return switch (id.toString()) {
      case "1022:1450" -> isBefore(5, 9);
      case "1022:1630" -> !isBefore(5, 8) && isBefore(5, 9);
      case "8086:3c01", "8086:2f00" -> !isBefore(5, 4) && same;
      case "8086:2030" -> !isBefore(5, 6);
      case "8086:09a2" -> !isBefore(5, 18);
      case "8086:0b25" -> !isBefore(7, 2);
      case "1ae0:0001" -> !isBefore(7, 1);
      case "10de:2f95" -> maintainers;
      case "1d17:1007" -> maintainers && same;
      default -> false;
    };
  }
}
