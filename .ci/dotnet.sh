# Sourced by ./quickstart and ./test: finds a .NET SDK that global.json accepts, or fetches it into .dotnet.

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1

# In the repository, `dotnet --version` fails unless an installed SDK satisfies global.json.
dotnet_works() {
  command -v "$1" >/dev/null 2>&1 && (cd "$root" && "$1" --version >/dev/null 2>&1)
}

find_dotnet() {
  if dotnet_works dotnet; then
    dotnet=dotnet
    return
  fi
  if dotnet_works "$root/.dotnet/dotnet"; then
    use_local_dotnet
    return
  fi

  local wanted script
  wanted=$(sed -n 's/.*"version": *"\([^"]*\)".*/\1/p' "$root/global.json")
  echo "No .NET SDK that global.json accepts ($wanted, or a later feature band of it) is installed; fetching it into .dotnet."
  script=$(mktemp)
  if { curl -fsSL https://dot.net/v1/dotnet-install.sh -o "$script" || wget -qO "$script" https://dot.net/v1/dotnet-install.sh; } \
    && bash "$script" --jsonfile "$root/global.json" --install-dir "$root/.dotnet" --no-path; then
    rm -f "$script"
    use_local_dotnet
    return
  fi
  rm -f "$script"
  echo "It could not be fetched. Install the .NET SDK ${wanted%%.*} (https://dotnet.microsoft.com/download, or your system's package" >&2
  echo "dotnet-sdk-${wanted%%.*}.0) and run this again." >&2
  exit 1
}

use_local_dotnet() {
  dotnet=$root/.dotnet/dotnet
  export DOTNET_ROOT=$root/.dotnet PATH=$root/.dotnet:$PATH
}
