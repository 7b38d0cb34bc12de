package io.peerscope.engine.cli;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.platform.Platform;

/// Asks for the function that the user names.
final class NoSuchFunction {

  private NoSuchFunction() {}

  /// @throws CommandFailure when the machine has no such function
  static void unless(Platform platform, PciAddress address, InputFiles files)
      throws CommandFailure {
    if (platform.topology().find(address).isEmpty()) {
      throw new CommandFailure(
          ExitCode.NOTHING_MATCHED,
          "no function " + address + " in " + files.names() + "; `peerscope import` lists them");
    }
  }
}
