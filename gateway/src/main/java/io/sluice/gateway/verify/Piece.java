package io.sluice.gateway.verify;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.gateway.exchange.ListPlace;
import io.sluice.gateway.exchange.Selector;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One piece of a template. */
sealed interface Piece {

  /** Whether the request lacks what this piece stands for. */
  boolean isAbsent(Filling filling);

  /** The bytes of this piece; a fault is noted in the filling and leaves it empty. */
  byte[] bytes(Filling filling);

  /** This piece and those within it. */
  default Stream<Piece> all() {
    return Stream.of(this);
  }

  /** This piece for one element of a list. */
  default Piece atElement(int index) {
    return this;
  }

  /** This piece looking from an element of a list; empty where it looks elsewhere in the body. */
  default Optional<Piece> within(ListPlace list) {
    return Optional.of(this);
  }

  /** All of these looking from an element of a list; empty where one looks elsewhere. */
  static Optional<List<Piece>> within(List<Piece> pieces, ListPlace list) {
    List<Piece> moved = pieces.stream().flatMap(piece -> piece.within(list).stream()).toList();
    return moved.size() == pieces.size() ? Optional.of(moved) : Optional.empty();
  }

  /** The same in every request. */
  record Literal(byte[] text) implements Piece {
    @Override
    public boolean isAbsent(Filling filling) {
      return false;
    }

    @Override
    public byte[] bytes(Filling filling) {
      return text;
    }
  }

  /** The body, byte for byte as sent. */
  record Body() implements Piece {
    @Override
    public boolean isAbsent(Filling filling) {
      return filling.request().body().length == 0;
    }

    @Override
    public byte[] bytes(Filling filling) {
      return filling.request().body();
    }
  }

  /** The signed time as it was sent. */
  record Timestamp() implements Piece {
    @Override
    public boolean isAbsent(Filling filling) {
      return filling.timestamp().isEmpty();
    }

    @Override
    public byte[] bytes(Filling filling) {
      return filling.timestamp().getBytes(ISO_8859_1);
    }
  }

  /** The value of a header that must stand alone: chars of one byte each, as over the wire. */
  record Header(String name) implements Piece {
    @Override
    public boolean isAbsent(Filling filling) {
      return filling.request().headers().all(name).isEmpty();
    }

    @Override
    public byte[] bytes(Filling filling) {
      return filling.headers().value(name).getBytes(ISO_8859_1);
    }
  }

  /**
   * The text at a place of the request.
   *
   * @param optional whether it may be missing, which then counts as empty
   */
  record At(Selector place, boolean optional) implements Piece {
    @Override
    public boolean isAbsent(Filling filling) {
      String text = place.text(filling.request());
      return text == null || text.isEmpty();
    }

    @Override
    public byte[] bytes(Filling filling) {
      String text = place.text(filling.request());
      if (text == null && !optional) {
        filling.headers().note(Refusal.MISSING_HEADER);
      }
      return text == null ? new byte[0] : text.getBytes(UTF_8);
    }

    @Override
    public Piece atElement(int index) {
      return new At(place.atElement(index), optional);
    }

    @Override
    public Optional<Piece> within(ListPlace list) {
      return place.isInContent()
          ? list.within(place).map(inside -> new At(inside, optional))
          : Optional.of(this);
    }
  }

  /** A part of the request in a form that providers have agreed on. */
  record Formed(Canonical form) implements Piece {
    @Override
    public boolean isAbsent(Filling filling) {
      return form.of(filling.request()).isEmpty();
    }

    @Override
    public byte[] bytes(Filling filling) {
      if (!form.covers(filling.request())) {
        filling.headers().note(Refusal.UNMET_DEMAND);
      }
      return form.of(filling.request()).getBytes(UTF_8);
    }
  }

  /** The headers that another header lists, each as {@code name:value}. */
  record ListedHeaders(String listHeader) implements Piece {
    @Override
    public boolean isAbsent(Filling filling) {
      return filling.request().headers().all(listHeader).isEmpty();
    }

    @Override
    public byte[] bytes(Filling filling) {
      String names = filling.headers().value(listHeader);
      return Stream.of(names.split(",", 64))
          .map(String::strip)
          .filter(name -> !name.isEmpty())
          .sorted()
          .map(name -> name + ":" + filling.headers().value(name))
          .reduce((one, next) -> one + ";" + next)
          .orElse("")
          .getBytes(ISO_8859_1);
    }
  }

  /** Another piece, changed. */
  record Filtered(Piece piece, List<Filter> filters) implements Piece {
    @Override
    public boolean isAbsent(Filling filling) {
      return piece.isAbsent(filling);
    }

    @Override
    public byte[] bytes(Filling filling) {
      byte[] bytes = piece.bytes(filling);
      for (Filter filter : filters) {
        bytes = filter == Filter.HMAC ? filling.hmac(bytes) : filter.apply(bytes);
      }
      return bytes;
    }

    @Override
    public Stream<Piece> all() {
      return Stream.concat(Stream.of(this), piece.all());
    }

    @Override
    public Piece atElement(int index) {
      return new Filtered(piece.atElement(index), filters);
    }

    @Override
    public Optional<Piece> within(ListPlace list) {
      return piece.within(list).map(moved -> new Filtered(moved, filters));
    }
  }

  /** Pieces that are left out together where any of them is absent. */
  record Group(List<Piece> pieces) implements Piece {
    @Override
    public boolean isAbsent(Filling filling) {
      return pieces.stream().anyMatch(piece -> piece.isAbsent(filling));
    }

    @Override
    public byte[] bytes(Filling filling) {
      return isAbsent(filling) ? new byte[0] : Template.joined(Template.fill(pieces, filling));
    }

    @Override
    public Stream<Piece> all() {
      return Stream.concat(Stream.of(this), pieces.stream().flatMap(Piece::all));
    }

    @Override
    public Piece atElement(int index) {
      return new Group(pieces.stream().map(piece -> piece.atElement(index)).toList());
    }

    @Override
    public Optional<Piece> within(ListPlace list) {
      return Piece.within(pieces, list).map(Group::new);
    }
  }
}
