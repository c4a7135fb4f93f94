// PostgreSQL without an address of its own on the internet. The login that Latchkey works with is made by
// ../../database/login.sh, before the app's first start.

param name string
param location string
param sku object
param networkId string
param subnetId string

@secure()
param ownerPassword string

var ownerLogin = 'latchkey_owner'

resource zone 'Microsoft.Network/privateDnsZones@2020-06-01' = {
  name: '${name}.private.postgres.database.azure.com'
  location: 'global'
}

resource link 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2020-06-01' = {
  parent: zone
  name: 'network'
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: networkId
    }
  }
}

resource server 'Microsoft.DBforPostgreSQL/flexibleServers@2024-08-01' = {
  name: name
  location: location
  sku: sku
  properties: {
    version: '17'
    administratorLogin: ownerLogin
    administratorLoginPassword: ownerPassword
    storage: {
      storageSizeGB: 32
      autoGrow: 'Enabled'
    }
    backup: {
      backupRetentionDays: 14
      geoRedundantBackup: 'Disabled'
    }
    network: {
      delegatedSubnetResourceId: subnetId
      privateDnsZoneArmResourceId: zone.id
    }
  }
  dependsOn: [link]
}

output host string = server.properties.fullyQualifiedDomainName
output owner string = ownerLogin
