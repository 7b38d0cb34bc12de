package io.peerscope.app.document;

import io.peerscope.engine.edit.FunctionEdit;
import io.peerscope.engine.edit.PlatformEdit;
import io.peerscope.engine.edit.PlatformFactEdit;
import io.peerscope.engine.edit.ReleaseBar;
import io.peerscope.engine.edit.RemoveSubtree;
import io.peerscope.engine.edit.Renumber;
import io.peerscope.engine.edit.SetAcsSupport;

/// An edit as the words on a button that makes it.
public final class EditWords {

  private EditWords() {}

  public static String of(PlatformEdit edit) {
    return switch (edit) {
      case Renumber(var bus) -> "Renumber " + bus;
      case ReleaseBar(var function, int index) ->
          "Allocate BAR %d of %s".formatted(index, Targets.shortest(function));
      case SetAcsSupport(var function, var supported)
          when supported.ifKnown().filter(word -> word.isEmpty()).isPresent() ->
          "Remove ACS of " + Targets.shortest(function);
      case RemoveSubtree _ -> "Remove it";
      case FunctionEdit change ->
          capital(change.verb()) + " of " + Targets.shortest(change.function());
      case PlatformFactEdit change -> capital(change.verb());
      default -> "Put it right";
    };
  }

  private static String capital(String verb) {
    return Character.toUpperCase(verb.charAt(0)) + verb.substring(1);
  }
}
