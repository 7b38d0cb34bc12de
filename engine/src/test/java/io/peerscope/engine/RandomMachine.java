package io.peerscope.engine;

import static io.peerscope.engine.PlatformBuilder.aPlatform;

import io.peerscope.engine.platform.IommuMode;
import io.peerscope.engine.topology.FunctionKind;
import java.util.List;
import java.util.Random;

/// Draws random machines; the same seed draws the same one.
public final class RandomMachine {

  private static final String[] ROOT_IDS = {
    "8086:1234", "8086:09a2", "8086:2f00", "8086:2030", "8086:3c01", "8086:0b25",
    "1022:1450", "1022:1450", "1022:1630", "1ae0:0001", "10de:2f95", "1d17:1007"
  };
  private static final String[] CPUS = {
    "GenuineIntel/6",
    "GenuineIntel/6",
    "AuthenticAMD/0x19",
    "AuthenticAMD/0x16",
    "HygonGenuine/0x18"
  };
  private static final List<IommuMode> IOMMU_MODES = List.of(IommuMode.values());
  private static final int[] ACS_WORDS = {0, 0, 0x13, 0x1d, 0x04, 0x08, 0x20, 0x1f, 0x40};

  private final Random random;
  private final PlatformBuilder builder = aPlatform();
  private int nextBus;

  private RandomMachine(long seed) {
    this.random = new Random(seed);
  }

  public static PlatformBuilder of(long seed) {
    return new RandomMachine(seed).draw();
  }

  private PlatformBuilder draw() {
    builder.cpu(CPUS[random.nextInt(CPUS.length)]);
    builder.iommu(IOMMU_MODES.get(random.nextInt(IOMMU_MODES.size())));
    int hostBridges = 1 + random.nextInt(3);
    for (int n = 0; n < hostBridges; n++) {
      drawRootBus(n * 0x40);
    }
    return builder;
  }

  private void drawRootBus(int bus) {
    nextBus = bus;
    if (random.nextInt(3) > 0) {
      builder.hostBridge(address(bus, 0, 0));
      builder.id(address(bus, 0, 0), ROOT_IDS[random.nextInt(ROOT_IDS.length)]);
    }
    if (random.nextBoolean()) {
      builder.integratedEndpoint(address(bus, 1, 0));
      decorate(address(bus, 1, 0));
    }
    int ports = 1 + random.nextInt(3);
    for (int n = 0; n < ports; n++) {
      String port = address(bus, 2 + n, 0);
      int below = newBus();
      builder.rootPort(port, below);
      builder.id(port, ROOT_IDS[random.nextInt(ROOT_IDS.length)]);
      decorate(port);
      drawBelowPort(below, 0);
    }
  }

  private void drawBelowPort(int bus, int depth) {
    switch (random.nextInt(depth < 3 ? 5 : 2)) {
      case 0 -> drawEndpoints(bus, 1 + random.nextInt(3));
      case 1 -> drawPhysicalAndVirtual(bus);
      case 2, 3 -> drawSwitch(bus, depth);
      default -> drawConventional(bus);
    }
  }

  private void drawEndpoints(int bus, int count) {
    for (int function = 0; function < count; function++) {
      builder.endpoint(address(bus, 0, function));
      decorate(address(bus, 0, function));
    }
  }

  private void drawPhysicalAndVirtual(int bus) {
    builder.endpoint(address(bus, 0, 0));
    builder.virtualFunctions(address(bus, 0, 0), 2);
    decorate(address(bus, 0, 0));
  }

  private void drawSwitch(int bus, int depth) {
    int internal = newBus();
    builder.upstreamPort(address(bus, 0, 0), internal);
    decorate(address(bus, 0, 0));
    if (random.nextInt(4) == 0) {
      builder.endpoint(address(bus, 0, 1));
    }
    int ports = 1 + random.nextInt(3);
    for (int port = 0; port < ports; port++) {
      int below = newBus();
      builder.downstreamPort(address(internal, port, 0), below);
      decorate(address(internal, port, 0));
      drawBelowPort(below, depth + 1);
    }
  }

  private void drawConventional(int bus) {
    int below = newBus();
    builder.bridge(address(bus, 0, 0), FunctionKind.PCIE_TO_PCI_BRIDGE, below);
    for (int device = 0; device < 2; device++) {
      builder.function(address(below, device, 0), FunctionKind.PCI_DEVICE);
    }
  }

  private void decorate(String address) {
    switch (random.nextInt(4)) {
      case 0 -> builder.acs(address, ACS_WORDS[random.nextInt(ACS_WORDS.length)]);
      case 1 -> {
        if (random.nextInt(4) == 0) {
          builder.acsUntold(address);
        }
      }
      default -> {}
    }
  }

  private int newBus() {
    return ++nextBus;
  }

  private static String address(int bus, int device, int function) {
    return "%02x:%02x.%x".formatted(bus, device, function);
  }
}
