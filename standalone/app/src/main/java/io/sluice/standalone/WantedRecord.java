package io.sluice.standalone;

import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Which record is meant on a command line. */
sealed interface WantedRecord {

  /** The one at a place. */
  record At(Place place) implements WantedRecord {

    @Override
    public String toString() {
      return place.toString();
    }
  }

  /** What is kept of a refused request. */
  record OfRequest(String id) implements WantedRecord {

    @Override
    public String toString() {
      return "request " + id;
    }
  }

  /** Reads either from the command line; an id of a request has no slash. */
  final class Reader implements ITypeConverter<WantedRecord> {

    private static final Pattern ID = Pattern.compile("[0-9a-z-]{1,64}");

    private final Place.Reader places = new Place.Reader();

    @Override
    public WantedRecord convert(String text) {
      if (ID.matcher(text).matches()) {
        return new OfRequest(text);
      }
      try {
        return new At(places.convert(text));
      } catch (TypeConversionException e) {
        throw new TypeConversionException(e.getMessage() + "; or the id of a refused request");
      }
    }
  }
}
