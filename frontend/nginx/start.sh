# start.sh FOLDER: starts nginx in it. If MARQUEE_PUBLIC_URL has a path, as in
# https://example.org/films, the configuration and the two documents are first written for it.
set -eu
home=$1
conf=$(dirname "$0")
path=$(sed -nE 's#^[a-zA-Z]+://[^/]+((/[A-Za-z0-9._~-]+)+)/?$#\1#p' <<<"${MARQUEE_PUBLIC_URL:-}")

if [[ -n $path ]]; then
  mkdir -p "$home/tmp/conf" "$home/tmp/plain"
  cp "$conf"/*.conf "$home/tmp/conf/"
  cat >"$home/tmp/conf/below.conf" <<END
set \$below "$path";
set \$asked \$request_uri;
set \$plain tmp/plain;
rewrite ^${path//./\\.}(/.*)\$ \$1;
END
  sed "s#=\"/#=\"$path/#g" "$home/page/index.html" >"$home/tmp/plain/index.html"
  sed "s#: \"/#: \"$path/#g" "$home/page/manifest.webmanifest" >"$home/tmp/plain/manifest.webmanifest"
  conf=$home/tmp/conf
fi
exec nginx -p "$home" -c "$conf/nginx.conf"
