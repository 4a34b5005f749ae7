package dev.fanout.bench.backend.http;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import com.google.auto.service.AutoService;
import dev.fanout.bench.backend.GivingUp;
import dev.fanout.bench.backend.http.answer.Answer;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.pool.AbstractChannelPoolHandler;
import io.netty.channel.pool.ChannelPool;
import io.netty.channel.pool.ChannelPoolHandler;
import io.netty.channel.pool.SimpleChannelPool;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Netty's HTTP codecs: any number of requests in flight on a fixed number of loop threads. */
public final class NettyHttp implements AsyncClient {
  private static final HttpDecoderConfig DECODING =
      new HttpDecoderConfig()
          .setMaxInitialLineLength(HttpCall.LARGEST_HEAD) // by default 4 KiB
          .setMaxHeaderSize(HttpCall.LARGEST_HEAD) // by default 8 KiB
          .setAllowDuplicateContentLengths(true); // as long as they are alike

  private final EventLoopGroup loops;
  private final ChannelPool connections;

  private NettyHttp(EventLoopGroup loops, ChannelPool connections) {
    this.loops = loops;
    this.connections = connections;
  }

  /** A client on so many loop threads, which wait by epoll where there is one, else by NIO. */
  public static NettyHttp open(int loops, HttpBackend to) {
    return Epoll.isAvailable()
        ? open(loops, EpollIoHandler.newFactory(), EpollSocketChannel.class, to)
        : openNio(loops, to);
  }

  /** A client on so many loop threads, which wait by NIO. */
  public static NettyHttp openNio(int loops, HttpBackend to) {
    return open(loops, NioIoHandler.newFactory(), NioSocketChannel.class, to);
  }

  private static NettyHttp open(
      int threads, IoHandlerFactory waiting, Class<? extends Channel> channel, HttpBackend to) {
    var loops = new MultiThreadIoEventLoopGroup(threads, waiting);
    var bootstrap =
        new Bootstrap()
            .group(loops)
            .channel(channel)
            .remoteAddress(ServerAddress.of(to))
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(to.timeout().toMillis()));
    SslContext tls = to.isSecure() ? tls(to) : null;
    return new NettyHttp(
        loops,
        to.isHttp2()
            ? new StreamPool(loops, bootstrap, tls, to)
            : new SimpleChannelPool(bootstrap, connecting(tls, to)));
  }

  /** Makes HTTP of each new connection. */
  private static ChannelPoolHandler connecting(@Nullable SslContext tls, HttpBackend to) {
    return new AbstractChannelPoolHandler() {
      @Override
      public void channelCreated(Channel channel) {
        ChannelPipeline pipeline = channel.pipeline();
        if (tls != null) {
          pipeline.addLast(tls.newHandler(channel.alloc(), to.url().getHost(), to.port()));
        }
        pipeline.addLast(
            new HttpClientCodec(DECODING, false, false),
            new KeptConnection(),
            new HttpObjectAggregator(Integer.MAX_VALUE));
      }
    };
  }

  /** As Netty makes connections secure. */
  static SslContext tls(HttpBackend to) {
    SslContextBuilder builder = SslContextBuilder.forClient();
    to.tls().ifPresent(tls -> builder.trustManager(tls.manager()));
    if (to.isHttp2()) {
      builder.applicationProtocolConfig(
          new ApplicationProtocolConfig(
              ApplicationProtocolConfig.Protocol.ALPN,
              ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
              ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
              ApplicationProtocolNames.HTTP_2,
              ApplicationProtocolNames.HTTP_1_1)); // so that the server says which it speaks
    }
    try {
      return builder.build();
    } catch (SSLException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public CompletableFuture<Answer> send(HttpCall call, long deadline) {
    var future = new CompletableFuture<Answer>();
    connections
        .acquire()
        .addListener(
            (Future<Channel> connected) -> {
              if (connected.isSuccess()) {
                Channel channel = connected.getNow();
                var _ =
                    GivingUp.with(
                        future,
                        () -> {
                          var _ = channel.close();
                        });
                send(call, channel, new Exchange(deadline, connections, future));
              } else if (connected.cause() instanceof ConnectTimeoutException) {
                future.completeExceptionally(new SocketTimeoutException());
              } else {
                future.completeExceptionally(connected.cause());
              }
            });
    return future;
  }

  private static void send(HttpCall call, Channel channel, Exchange exchange) {
    var request =
        new DefaultFullHttpRequest(
            HttpVersion.HTTP_1_1,
            HttpMethod.valueOf(call.method().name()),
            call.target(),
            Unpooled.wrappedBuffer(call.body()));
    request.headers().set(HttpHeaderNames.HOST, call.url().getRawAuthority());
    if (!call.tells("User-Agent")) {
      request.headers().set(HttpHeaderNames.USER_AGENT, HttpCall.USER_AGENT);
    }
    for (RequestHeader header : call.headers()) {
      request.headers().add(header.name(), header.value());
    }
    if (call.hasBody()) {
      request.headers().set(HttpHeaderNames.CONTENT_LENGTH, call.body().length);
    }
    channel.pipeline().addLast(exchange);
    channel
        .writeAndFlush(request)
        .addListener(
            written -> {
              if (!written.isSuccess()) {
                channel.pipeline().fireExceptionCaught(unwritten(call, channel, written.cause()));
              }
            });
  }

  /** A closed channel that has left its loop has no {@link KeptConnection} to say so any more. */
  private static Throwable unwritten(HttpCall call, Channel channel, Throwable cause) {
    boolean left =
        !(channel instanceof Http2StreamChannel)
            && channel.pipeline().get(KeptConnection.class) == null;
    return left && call.isSafe() ? new StaleConnectionException(cause) : cause;
  }

  /** Ends the connections that are kept, of which loops leave some open now and then, and loops. */
  @Override
  public void close() {
    connections.close();
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  /** Waits for one answer until the deadline, then hands the connection back or closes it. */
  private static final class Exchange extends SimpleChannelInboundHandler<FullHttpResponse> {
    private final long deadline;
    private final ChannelPool connections;
    private final CompletableFuture<Answer> future;
    private @Nullable Future<?> timer;

    Exchange(long deadline, ChannelPool connections, CompletableFuture<Answer> future) {
      this.deadline = deadline;
      this.connections = connections;
      this.future = future;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
      timer =
          context
              .executor()
              .schedule(
                  () -> exceptionCaught(context, new SocketTimeoutException()),
                  deadline - System.nanoTime(),
                  NANOSECONDS);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
      if (timer != null) {
        timer.cancel(false);
      }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpResponse response) {
      if (response.decoderResult().isFailure()) {
        exceptionCaught(context, response.decoderResult().cause());
        return;
      }
      var answer =
          new Answer(
              response.status().code(),
              response.headers().get(HttpHeaderNames.SET_COOKIE),
              ByteBufUtil.getBytes(response.content()));
      context.pipeline().remove(this);
      if (!HttpUtil.isKeepAlive(response)) {
        Future<?> _ = context.close();
      }
      Future<?> _ = connections.release(context.channel());
      future.complete(answer);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      future.completeExceptionally(
          new IOException("the server closed the connection before an answer came"));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      future.completeExceptionally(cause);
      Future<?> _ = context.close();
    }
  }

  /** Netty on one loop. */
  @AutoService(HttpClientType.class)
  public static final class OneLoop extends HttpClientType {
    /** Found by its class. */
    public OneLoop() {
      super("netty one-loop", Way.ASYNC);
    }

    @Override
    AsyncClient async(int inFlight, HttpBackend to) {
      return NettyHttp.open(1, to);
    }

    @Override
    public int threads() {
      return 1;
    }

    @Override
    public int connections(int inFlight) {
      return 1;
    }
  }

  /** Netty on two loops. */
  @AutoService(HttpClientType.class)
  public static final class TwoLoops extends HttpClientType {
    /** Found by its class. */
    public TwoLoops() {
      super("netty two-loops", Way.ASYNC);
    }

    @Override
    AsyncClient async(int inFlight, HttpBackend to) {
      return NettyHttp.open(2, to);
    }

    @Override
    public int threads() {
      return 2;
    }

    @Override
    public int connections(int inFlight) {
      return 2;
    }
  }

  /** Netty on one loop that waits by NIO. */
  @AutoService(HttpClientType.class)
  public static final class Nio extends HttpClientType {
    /** Found by its class. */
    public Nio() {
      super("netty nio", Way.ASYNC);
    }

    @Override
    AsyncClient async(int inFlight, HttpBackend to) {
      return NettyHttp.openNio(1, to);
    }

    @Override
    public int threads() {
      return 1;
    }

    @Override
    public int connections(int inFlight) {
      return 1;
    }
  }
}
